"""The two branches: the same from the same sources, made past all settings, and never in anybody's way."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder import course as real_course
from autograder.publishing import PublishError, command
from autograder.publishing.reference import reference_files
from autograder.publishing.student import student_files
from autograder.release import AuthoringError, Problem
from lecture08_utils.cli import commands
from tests.release.course import NAME, SOURCE, write

from .repositories import contents, git, refs
from .toy import inspection


def publish(root):
    """Branch → commit and what became of it."""
    return {item.name: (item.commit, item.change) for item in command.publish(root, lambda sentence: None)}


def snapshot(root):
    return refs(root), git(root, "status", "--porcelain"), git(root, "write-tree")


def test_two_branches_of_one_commit_each(course):
    before = snapshot(course)
    published = publish(course)
    assert {name: change for name, (_, change) in published.items()} == {"student": "created", "reference": "created"}
    after = snapshot(course)
    assert after[1:] == before[1:]
    assert after[0] == before[0] | {f"refs/heads/{name}": commit for name, (commit, _) in published.items()}
    for name, made in (("student", student_files), ("reference", reference_files)):
        assert git(course, "rev-list", "--count", name) == "1"
        assert contents(course, name) == {
            path: text.decode() for path, text in made(inspection(course), course).items()
        }
        modes = {line.split()[0] for line in git(course, "ls-tree", "-r", name).splitlines()}
        assert modes == {"100644"}


def test_the_same_sources_give_the_same_commits_elsewhere(course, make_course, tmp_path):
    elsewhere = make_course(tmp_path / "another name")
    git(elsewhere, "commit", "-q", "--allow-empty", "-m", "Another history")
    assert publish(elsewhere) == publish(course)


def test_a_second_time_nothing_changes(course):
    first = publish(course)
    before = snapshot(course)
    second = publish(course)
    assert second == {name: (commit, "unchanged") for name, (commit, _) in first.items()}
    assert snapshot(course) == before
    assert len(git(course, "reflog", "show", "student").splitlines()) == 1


def test_a_changed_source_changes_both(course):
    first = publish(course)
    write(course / f"solutions/{NAME}/source.py", SOURCE.replace("That was all.", "That was all of it."))
    second = publish(course)
    for name, (commit, change) in second.items():
        assert change == "updated"
        assert commit != first[name][0]
        assert refs(course)[f"refs/heads/{name}"] == commit
        assert git(course, "rev-list", "--count", name) == "1"


def test_settings_hooks_and_environment_have_no_say(course, make_course, tmp_path, monkeypatch):
    expected = publish(make_course(tmp_path / "plain"))
    for setting in (
        *("core.autocrlf=true", "core.eol=crlf", "commit.gpgsign=true", "user.signingkey=none", "gpg.program=false"),
        *("i18n.commitEncoding=latin-1", "filter.shout.clean=tr a-z A-Z", "filter.shout.required=true"),
    ):
        git(course, "config", *setting.split("=", 1))
    write(course / ".git/info/attributes", "* text eol=crlf ident filter=shout\n")
    for name in ("reference-transaction", "pre-commit", "post-commit"):
        write(course / f".git/hooks/{name}", "#!/bin/sh\nexit 1\n")
        (course / f".git/hooks/{name}").chmod(0o755)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert publish(course) == expected


def start_from_main(course):
    git(course, "branch", "student")


def commit_on_top(course):
    publish(course)
    folder = course.parent / "tree"
    git(course, "worktree", "add", "-q", str(folder), "student")
    git(folder, "commit", "-q", "--allow-empty", "-m", "By hand")
    git(course, "worktree", "remove", str(folder))


def rewrite(course, old, new):
    """Change one place of the published commit, which keeps all its other marks."""
    publish(course)
    raw = course.parent / "raw"
    write(raw, git(course, "cat-file", "commit", "student").replace(old, new, 1) + "\n")
    git(course, "branch", "-f", "student", git(course, "hash-object", "-t", "commit", "-w", str(raw)))


def put_in_another_tree(course):
    publish(course)
    rewrite(course, *(git(course, "rev-parse", f"{branch}^{{tree}}") for branch in ("student", "main")))


def give_it_a_parent(course):
    rewrite(course, "\nauthor", f"\nparent {git(course, 'rev-parse', 'main')}\nauthor")


def change_its_author(course):
    rewrite(course, "author lecture08", "author Somebody of lecture08")


def change_its_date(course):
    rewrite(course, "1577836800 +0000\n\n", "1577836801 +0000\n\n")


def change_its_subject(course):
    rewrite(course, "Assignments for students", "Assignments")


TAKEN = (start_from_main, commit_on_top, put_in_another_tree, give_it_a_parent)
TAKEN += (change_its_author, change_its_date, change_its_subject)


@pytest.mark.parametrize("take", TAKEN)
def test_what_somebody_else_made_is_left_alone(course, take):
    take(course)
    write(course / f"solutions/{NAME}/source.py", SOURCE.replace("That was all.", "Fin."))
    before = snapshot(course)
    with pytest.raises(
        PublishError, match=r"`student` was not made by .* or was changed .*`git branch -m student NAME`"
    ):
        publish(course)
    assert snapshot(course) == before


@pytest.mark.parametrize("folder", [".", "../tree"])
def test_what_is_checked_out_is_left_alone(course, folder):
    publish(course)
    if folder == ".":
        git(course, "checkout", "-q", "reference")
        git(course, "restore", "--source=main", ".")
    else:
        git(course, "worktree", "add", "-q", folder, "reference")
    write(course / f"solutions/{NAME}/source.py", SOURCE.replace("That was all.", "Fin."))
    before = snapshot(course)
    with pytest.raises(PublishError, match=r"`reference` is checked out, .* `git worktree list` shows where"):
        publish(course)
    assert snapshot(course) == before


def test_a_branch_that_appears_meanwhile(course, monkeypatch):
    def inspect(names, root):
        git(root, "branch", "reference")
        return inspection(root)

    monkeypatch.setattr(command, "inspect_release", inspect)
    with pytest.raises(PublishError, match="`git update-ref` failed"):
        publish(course)
    assert refs(course).keys() == {"refs/heads/main", "refs/heads/reference"}


def test_a_release_out_of_date_publishes_nothing(course, monkeypatch):
    problem = Problem(f"assignments/{NAME}/otter/{NAME}.ipynb", 3, "This is not what the source says.")
    monkeypatch.setattr(
        command, "inspect_release", lambda names, root: replace(inspection(root), problems=(problem,))
    )
    before = snapshot(course)
    with pytest.raises(AuthoringError, match="ipynb:3: This is not what the source says"):
        publish(course)
    assert snapshot(course) == before


LEAKS = {
    "a notebook": (f"assignments/{NAME}/otter/{NAME}.ipynb", '"return -stiffness_times_elongation"\n'),
    "a test file": (f"assignments/{NAME}/otter/tests/q1.py", "# q1.force_at_random_places\n"),
    "the package": ("lecture08_utils/springs.py", "mass = 1  # slow_for_heavy_masses\n"),
}


@pytest.mark.parametrize("place", LEAKS)
def test_a_leak_publishes_nothing(course, monkeypatch, place):
    path, line = LEAKS[place]

    def inspect(names, root):
        release = inspection(root)
        held = release.package if path.startswith("lecture08_utils") else release.files
        held[path] = held.get(path, b"") + line.encode()
        return release

    monkeypatch.setattr(command, "inspect_release", inspect)
    objects = git(course, "count-objects")
    with pytest.raises(AuthoringError, match=path.replace(".", r"\.")):
        publish(course)
    assert refs(course).keys() == {"refs/heads/main"}
    assert git(course, "count-objects") == objects


def test_a_remote_is_not_touched(course, tmp_path):
    remote = tmp_path / "remote.git"
    git(tmp_path, "clone", "-q", "--bare", str(course), str(remote))
    for arguments in (("remote", "add", "origin", str(remote)), ("config", "remote.origin.mirror", "true")):
        git(course, *arguments)
    git(course, "fetch", "-q", "origin")
    before, tracked = refs(remote), refs(course)
    publish(course)
    assert refs(remote) == before
    assert {name for name in refs(course) if name not in tracked} == {"refs/heads/student", "refs/heads/reference"}


def test_without_a_repository(course):
    shutil.rmtree(course / ".git")
    with pytest.raises(PublishError, match=r"of the course, .*: fatal: not a git repository.*Clone the course"):
        publish(course)


def test_inside_of_another_repository(course):
    shutil.rmtree(course / ".git")
    git(course.parent, "init", "-q")
    with pytest.raises(PublishError, match="lies inside of another git repository"):
        publish(course)
    assert refs(course.parent) == {}


def test_without_git(course, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PublishError, match="made with git, which is not on the PATH"):
        publish(course)


def test_the_command_says_what_became_of_the_branches(course, monkeypatch):
    monkeypatch.setattr(real_course, "ROOT", course)
    result = CliRunner().invoke(commands(), ["publish"])
    assert result.exit_code == 0, result.output
    commits = refs(course)
    assert f"student    {commits['refs/heads/student']} created" in result.output
    assert f"reference  {commits['refs/heads/reference']} created" in result.output
    assert "Nothing was pushed. To push both: git push <remote> student reference" in result.output


def test_the_command_fails_with_a_sentence(course, monkeypatch):
    monkeypatch.setattr(real_course, "ROOT", course)
    git(course, "branch", "student")
    result = CliRunner().invoke(commands(), ["publish"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The branch `student` was not made by")
    assert len(result.stderr.splitlines()) == 1
