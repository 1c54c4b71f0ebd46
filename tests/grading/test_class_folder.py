"""What was graded into a folder stays there, and is graded again only if something has changed."""

import errno
import json
import os
import random
import time

import pytest

from autograder.grading import class_folder
from autograder.grading.batch import grade_class
from autograder.grading.class_folder import ClassFolderProblem, open_class, read_class
from autograder.grading.files import UnreadableFile
from autograder.grading.intake import Submission
from autograder.grading.results import read_result

from .test_adjustments import HEAD, read  # noqa: F401
from .test_batch import results, rows
from .toy import TASK, FakeEngine, notebook

ADA, BOB = notebook(), notebook(q1="def force(x): return 2 * x")
NAME = TASK.checked.assignment.name


class Counting(FakeEngine):
    """Counts the submissions that it runs."""

    runs = 0

    def run(self, *arguments, **options):
        self.runs += 1
        return super().run(*arguments, **options)


def grade(out, contents, *, basis="same", adjustments=None, engine=None):
    """What became of the class, and how many were graded."""
    counting = engine or Counting()
    submissions = [
        Submission(student, f"{student}.ipynb", lambda c=content: c) for student, content in contents.items()
    ]
    graded = grade_class(counting, TASK, submissions, out, jobs=1, basis=basis, adjustments=adjustments)
    return graded, counting.runs


def test_a_late_notebook_joins_the_class(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    before = results(tmp_path)
    graded, runs = grade(tmp_path, {"zoe": ADA})
    assert runs == 1
    assert [item.student for item in graded.finished] == ["zoe"]
    assert graded.others == ["ada", "bob"]
    assert [row[0] for row in rows(tmp_path)] == ["student", "ada", "bob", "zoe"]
    assert {name: results(tmp_path)[name] for name in before} == before


def test_only_what_has_changed_is_graded_again(tmp_path):
    first, runs = grade(tmp_path, {"ada": ADA, "bob": BOB})
    assert (runs, [item.kept for item in first.finished]) == (2, [False, False])
    before = results(tmp_path), rows(tmp_path)
    again, runs = grade(tmp_path, {"ada": ADA, "bob": BOB})
    assert (runs, [item.kept for item in again.finished]) == (0, [True, True])
    assert (results(tmp_path), rows(tmp_path)) == before
    assert [item.result for item in again.finished] == [item.result for item in first.finished]
    _, runs = grade(tmp_path, {"ada": ADA, "bob": ADA})
    assert runs == 1
    assert results(tmp_path)["bob.json"]["score"] == results(tmp_path)["ada.json"]["score"]
    assert (tmp_path / "submitted" / "bob.ipynb").read_bytes() == ADA


@pytest.mark.parametrize("basis", ["other", None])
def test_everything_is_graded_again_on_another_basis_or_if_asked(basis, tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    _, runs = grade(tmp_path, {"ada": ADA, "bob": BOB}, basis=basis)
    assert runs == 2


def test_failures_of_the_grader_are_tried_again_and_have_a_row_until_then(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB}, engine=Counting(broken=lambda cells: True))
    grade(tmp_path, {"zoe": ADA})
    assert [(row[0], row[5]) for row in rows(tmp_path)[1:]] == [
        ("ada", "not_graded"),
        ("bob", "not_graded"),
        ("zoe", "needs_grading"),
    ]
    _, runs = grade(tmp_path, {"ada": ADA, "bob": BOB})
    assert runs == 2
    assert "not_graded" not in {row[5] for row in rows(tmp_path)}


ODD = notebook(q2="def energy(x):\n    return 4.0 if x > 0 else 'nine'")  # breaks a check


@pytest.mark.parametrize(
    ("content", "hangs", "verdict"), [(ADA, ["energy(x)"], "time_limit_exceeded"), (ODD, [], "not_graded")]
)
def test_time_limits_and_broken_checks_are_tried_again(content, hangs, verdict, tmp_path):
    grade(tmp_path, {"ada": content}, engine=Counting(hangs=hangs))
    assert verdict in json.dumps(results(tmp_path)["ada.json"])
    _, runs = grade(tmp_path, {"ada": content})
    assert runs == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
        lambda path: path.write_text(path.read_text().replace('"score": 3.0', '"score": 5.0')),
        lambda path: path.write_text(path.read_text().replace('"verdict": "accepted"', '"verdict": "fine"')),
        lambda path: path.write_text("[]"),
    ],
)
@pytest.mark.parametrize("where", ["results", ".records"])
def test_damaged_files_are_made_again(damage, where, tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    before = results(tmp_path), rows(tmp_path)
    damage(tmp_path / where / "ada.json")
    grade(tmp_path, {"zoe": ADA})
    assert [row[0] for row in rows(tmp_path)[1:]] == ["ada", "bob", "zoe"]
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    after = results(tmp_path)
    after.pop("zoe.json")
    assert (after, [row for row in rows(tmp_path) if row[0] != "zoe"]) == before


def test_a_damaged_result_of_somebody_who_is_not_there_is_no_grade(tmp_path):
    grade(tmp_path, {"ada lovelace": ADA})
    (tmp_path / "results" / "ada%20lovelace.json").write_text("{")
    (tmp_path / ".records" / "ada%20lovelace.json").unlink()
    graded, _ = grade(tmp_path, {"bob": BOB})
    assert [row[:2] for row in rows(tmp_path)[1:]] == [["ada lovelace", ""], ["bob", "3.3"]]
    [lost] = [item for item in graded.everybody if not item.result]
    assert "is damaged, and counts as not graded" in lost.notes[0]


def test_points_by_hand_stay_until_another_file_replaces_them(read, tmp_path):  # noqa: F811
    grade(tmp_path, {"ada": BOB, "bob": BOB}, adjustments=read(HEAD + "ada,q1,1.5,the method is right\n"))
    score = lambda: {row[0]: row[1] for row in rows(tmp_path)[1:]}  # noqa: E731
    assert score() == {"ada": "4.8", "bob": "3.3"}
    _, runs = grade(tmp_path, {"zoe": ADA})
    assert (runs, score()) == (1, {"ada": "4.8", "bob": "3.3", "zoe": "6.3"})
    _, runs = grade(tmp_path, {"ada": BOB})
    assert (runs, score()["ada"]) == (0, "4.8")
    _, runs = grade(tmp_path, {"zoe": ADA}, adjustments=read(HEAD + "bob,q1,0.5,\n"))
    assert (runs, score()) == (0, {"ada": "3.3", "bob": "3.8", "zoe": "6.3"})


def test_an_interrupt_leaves_a_gradebook_of_everybody(tmp_path):
    def interrupt():
        raise KeyboardInterrupt

    waiting = Submission("zoe", "zoe.ipynb", interrupt)
    done = Submission("ada", "ada.ipynb", lambda: ADA)
    with pytest.raises(KeyboardInterrupt):
        grade_class(FakeEngine(), TASK, [done, waiting], tmp_path, jobs=1, basis="same")
    assert [row[:2] for row in rows(tmp_path)[1:]] == [["ada", "6.3"], ["zoe", ""]]
    assert read_class(tmp_path).totals == {"ada": 6.3, "zoe": None}
    _, runs = grade(tmp_path, {"ada": ADA, "zoe": BOB})
    assert runs == 1


def test_points_by_hand_survive_a_run_in_which_the_grader_fails(read, tmp_path):  # noqa: F811
    grade(tmp_path, {"ada": BOB}, adjustments=read(HEAD + "ada,q1,1.5,the method is right\n"))
    failed, _ = grade(tmp_path, {"ada": BOB}, basis="other", engine=Counting(broken=lambda cells: True))
    assert failed.everybody[0].result is None
    assert "the points given by hand for q1 do not count yet" in failed.finished[0].notes
    again, _ = grade(tmp_path, {"ada": BOB}, basis="other")
    assert (again.finished[0].result.score, again.taken_back) == (4.8, ())


@pytest.mark.parametrize("damage", [7, {"q1": 3}, {"q1": {"points": "many", "reason": "", "source": "sheet"}}])
def test_points_that_wait_in_a_damaged_record_are_passed_over(damage, tmp_path):
    grade(tmp_path, {"ada": BOB}, engine=Counting(broken=lambda cells: True))
    path = tmp_path / ".records" / "ada.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"by_hand": damage}))
    graded, _ = grade(tmp_path, {"ada": BOB})
    assert graded.finished[0].result.score == 3.3


def test_a_full_disk_leaves_the_result_that_was_to_get_points(read, tmp_path, monkeypatch):  # noqa: F811
    grade(tmp_path, {"ada": BOB})
    before = results(tmp_path)

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(class_folder, "write_atomically", full)
    with pytest.raises(ClassFolderProblem, match="the points of ada were not written"):
        grade(tmp_path, {"ada": BOB}, adjustments=read(HEAD + "ada,q1,1.5,\n"))
    assert results(tmp_path) == before


def test_a_notebook_of_an_earlier_run_does_not_stay_beside_a_file_that_cannot_be_read(tmp_path):
    grade(tmp_path, {"ada": ADA})

    def too_large():
        raise UnreadableFile("The file has 90 MB.")

    grade_class(FakeEngine(), TASK, [Submission("ada", "ada.ipynb", too_large)], tmp_path, jobs=1)
    assert results(tmp_path)["ada.json"]["status"] == "unreadable"
    assert read_class(tmp_path).notebook("ada") is None


def test_a_clock_that_jumps_changes_nothing(tmp_path, monkeypatch):
    grade(tmp_path / "steady", {"ada": ADA, "bob": BOB})
    jumps = random.Random(0)
    monkeypatch.setattr(time, "time", lambda: jumps.uniform(-1e9, 4e9))
    out = tmp_path / "jumping"
    grade(out, {"ada": ADA})
    for path in out.rglob("*"):
        os.utime(path, (jumps.uniform(0, 4e9),) * 2)
    _, runs = grade(out, {"ada": ADA, "bob": BOB})
    assert runs == 1
    assert (results(out), rows(out)) == (results(tmp_path / "steady"), rows(tmp_path / "steady"))


def test_students_keep_their_file_names(tmp_path):
    grade(tmp_path, {"Ada": ADA})
    grade(tmp_path, {"ada": BOB, "Ada": ADA})
    names = set(results(tmp_path))
    assert "Ada.json" in names
    assert len(names) == 2
    grade(tmp_path, {"ada": BOB})
    assert set(results(tmp_path)) == names


def test_another_assignment_needs_another_folder(tmp_path):
    grade(tmp_path, {"ada": ADA})
    with pytest.raises(ClassFolderProblem, match=f"holds results of {NAME}: choose another folder for hw9"):
        open_class(tmp_path, "hw9").__enter__()


def test_two_graders_do_not_share_a_folder(tmp_path):
    with open_class(tmp_path, NAME), pytest.raises(ClassFolderProblem, match="another lecture08 is at work"):
        grade(tmp_path, {"ada": ADA})


def test_a_folder_that_cannot_be_used_is_an_error_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ClassFolderProblem, match="cannot be used"):
        grade(tmp_path / "file", {"ada": ADA})


def test_names_that_are_not_utf8_are_read_back(tmp_path):
    odd = "J\udcf6rg"
    grade(tmp_path, {odd: ADA})
    graded, runs = grade(tmp_path, {odd: ADA})
    assert (runs, graded.finished[0].student) == (0, odd)


@pytest.mark.parametrize("change", [{"schema": 1}, {"student": None}, {"score": "18"}, {"questions": 3}])
def test_what_is_no_result_is_refused(change, tmp_path):
    grade(tmp_path, {"ada": ADA})
    tree = json.loads((tmp_path / "results" / "ada.json").read_bytes())
    assert read_result(json.dumps(tree).encode()).student == "ada"
    with pytest.raises(ValueError, match=r"schema|student|valid"):
        read_result(json.dumps({**tree, **change}).encode())
