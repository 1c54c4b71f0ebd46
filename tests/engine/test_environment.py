"""What a sandbox binds and hides, for several places that a course can be in."""

from pathlib import Path

import pytest

from autograder.engine import bubblewrap, environment


@pytest.fixture
def place(monkeypatch, tmp_path):
    """Pretend that the interpreter, its packages and the project are somewhere below a folder."""

    def put(base: str, prefix: str, project: str) -> environment.Environment:
        folders = {
            name: tmp_path / path for name, path in {"base": base, "prefix": prefix, "project": project}.items()
        }
        site = folders["prefix"] / "lib" / "site-packages"
        for folder in (*folders.values(), site / "numpy", site / "lecture08_utils-1.0.dist-info"):
            folder.mkdir(parents=True, exist_ok=True)
        (site / "course.pth").write_text(str(folders["project"]))
        (site / "other.pth").write_text("/elsewhere")
        monkeypatch.setattr(environment, "PROJECT", folders["project"])
        monkeypatch.setattr(environment.sys, "base_prefix", str(folders["base"]))
        monkeypatch.setattr(environment.sys, "prefix", str(folders["prefix"]))
        monkeypatch.setattr(environment, "_package_folders", lambda: [site])
        return environment.describe_environment()

    return put


def relative(paths, root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in paths if root in path.parents}


def test_an_environment_inside_the_project_is_shown_without_it(place, tmp_path):
    found = place("python", "course/.venv", "course")
    assert relative(found.binds, tmp_path) == {"python", "course/.venv"}
    assert relative(found.hidden_folders, tmp_path) == {
        "course/.venv/lib/site-packages/lecture08_utils-1.0.dist-info"
    }
    assert relative(found.hidden_files, tmp_path) == {"course/.venv/lib/site-packages/course.pth"}


def test_a_project_inside_the_interpreters_folder_is_hidden(place, tmp_path):
    found = place("opt", "opt/env", "opt/course")
    assert relative(found.binds, tmp_path) == {"opt"}
    assert "opt/course" in relative(found.hidden_folders, tmp_path)


def test_an_environment_inside_a_hidden_project_is_shown_again(place, tmp_path):
    found = place("opt", "opt/course/.venv", "opt/course")
    assert relative(found.binds, tmp_path) == {"opt", "opt/course/.venv"}
    arguments = bubblewrap._files(found)
    assert arguments.index(str(tmp_path / "opt/course")) < arguments.index(str(tmp_path / "opt/course/.venv"))


def test_a_project_among_the_packages_hides_its_own_folders_only(place, tmp_path):
    (tmp_path / "env/lib/site-packages/autograder").mkdir(parents=True)
    found = place("env", "env", "env/lib/site-packages")
    hidden = relative(found.hidden_folders, tmp_path)
    assert "env/lib/site-packages" not in hidden
    assert "env/lib/site-packages/autograder" in hidden
