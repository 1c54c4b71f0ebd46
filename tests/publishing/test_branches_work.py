"""The branches of the real course: each is enough, installed as its README says, for its notebooks to run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.budgets.budget_file import read_budgets
from autograder.release import read_source, source_names
from autograder.release.notebook import load_notebook, to_json
from autograder.release.solve import solve_release

from .repositories import git

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("branches")]

HOMEWORK = ("hw1_autodiff", "hw2_derivatives", "hw3_poisson", "hw4_oscillator")
FLAVOURS = ("otter", "nbgrader")
# The first code cells, down to the one that calls `begin`, as a student's first steps; otter is not installed.
FIRST_CELLS = """
import json, sys
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in cells]
    first = next(source for source in sources if "begin(" in source)
    assert sources.index(first) == ("otter" in sources[0])
    exec(first, {"__name__": "__main__"})
"""
# What is importable of these.
PACKAGES = """
import importlib.util, json
names = ("lecture08_utils", "autograder", "solutions", "tests", "otter", "nbgrader", "jupytext", "yaml", "rich")
print(json.dumps([name for name in names if importlib.util.find_spec(name)]))
"""


@pytest.fixture(scope="module")
def clone(repository, tmp_path_factory) -> Path:
    """A fresh clone of the course in which `lecture08 publish` has run."""
    folder = tmp_path_factory.mktemp("published") / "course"
    git(folder.parent, "clone", "-q", str(repository), str(folder))
    assert source_names(folder) == list(HOMEWORK)
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def student(clone, tmp_path_factory) -> tuple[Path, Path]:
    """The folder of a student who has cloned the branch, and the programs of the environment it is installed in."""
    folder = tmp_path_factory.mktemp("student") / "homework"
    git(folder.parent, "clone", "-q", "--branch", "student", str(clone), str(folder))
    programs = environment(folder.parent)
    run(str(programs / "python"), "-m", "pip", "install", "-q", f"git+{clone.as_uri()}@student")
    return folder, programs


@pytest.fixture(scope="module")
def reference(clone, tmp_path_factory) -> tuple[Path, Path]:
    """The same for the branch with the solutions."""
    folder = tmp_path_factory.mktemp("reference") / "reference"
    git(folder.parent, "clone", "-q", "--branch", "reference", str(clone), str(folder))
    programs = environment(folder.parent)
    run(str(programs / "python"), "-m", "pip", "install", "-q", "-e", ".", cwd=folder)
    return folder, programs


def publish(folder: Path) -> None:
    """Run the command of that checkout, wherever the one that is tested is installed."""
    script = "from lecture08_utils.cli import main; main()"
    run(sys.executable, "-c", script, "publish", cwd=folder, PYTHONPATH=str(folder))


def run(*command: str, cwd: Path | None = None, **environment: str) -> str:
    """What a command prints; it must succeed. Nothing of the checkout that is tested is importable for it."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=inherited | environment, capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(folder: Path) -> Path:
    """The programs of a new and empty environment."""
    run(sys.executable, "-m", "venv", str(folder / ".venv"))
    return folder / ".venv" / "bin"


def assert_passes(printed: str, name: str, clone: Path) -> None:
    """What `lecture08 check` prints of a notebook whose cells all run and whose checks all pass."""
    questions = list((clone / "assignments" / name / "otter" / "tests").glob("q*.py"))
    assert "raised" not in printed, printed
    assert "✗" not in printed, printed
    assert printed.count("✓") >= len(questions) > 0, printed


def test_a_second_publication_of_another_clone_is_the_same(clone, repository, tmp_path):
    again = tmp_path / "again"
    git(tmp_path, "clone", "-q", str(repository), str(again))
    publish(again)
    for branch in ("student", "reference"):
        assert git(again, "rev-parse", branch) == git(clone, "rev-parse", branch)


def test_students_have_the_wheel_and_no_more(student, clone, tmp_path):
    folder, _ = student
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=clone)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        expected = {name for name in archive.namelist() if name.startswith("lecture08_utils/")}
    names = git(folder, "ls-files").splitlines()
    assert {name for name in names if name.startswith("lecture08_utils/")} == expected
    assert {name.partition("/")[0] for name in names} == {
        *("assignments", "lecture08_utils", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
    }


def test_an_untouched_notebook_starts(student):
    folder, programs = student
    notebooks = [str(path) for path in sorted(folder.glob("assignments/*/*/*.ipynb"))]
    assert len(notebooks) == len(HOMEWORK) * len(FLAVOURS)
    run(str(programs / "python"), "-c", FIRST_CELLS, *notebooks, cwd=folder.parent)


def test_the_installation_is_sound(student):
    folder, programs = student
    assert "✓ All is well." in run(str(programs / "lecture08"), "doctor", cwd=folder.parent)
    assert sorted(json.loads(run(str(programs / "python"), "-c", PACKAGES, cwd=folder.parent))) == ["lecture08_utils"]


@pytest.mark.parametrize("name", HOMEWORK)
def test_a_student_who_solved_it(student, clone, name):
    folder, programs = student
    # Each flavour's notebook is run for half of the assignments: they hold the same cells.
    flavour = FLAVOURS[HOMEWORK.index(name) % 2]
    released = load_notebook(folder / "assignments" / name / flavour / f"{name}.ipynb")
    solved = folder.parent / f"{name}.ipynb"
    solved.write_text(to_json(solve_release(released, read_source(name, clone))), encoding="utf-8")
    printed = run(str(programs / "lecture08"), "check", solved.name, cwd=folder.parent)
    assert_passes(printed, name, clone)


@pytest.mark.parametrize("name", HOMEWORK)
def test_a_reference_notebook_runs(reference, clone, name):
    folder, programs = reference
    printed = run(str(programs / "lecture08"), "check", f"{name}.ipynb", cwd=folder)
    assert_passes(printed, name, clone)


def test_hidden_checks_are_loaded_beside_the_reference(reference):
    folder, programs = reference
    script = f"""
from lecture08_utils.checking import load
for name in {HOMEWORK}:
    assert any(check.visibility == "hidden" for check in load(name, hidden=True).checks)
"""
    run(str(programs / "python"), "-c", script, cwd=folder)


def test_the_reference_is_measured_there(reference, tmp_path):
    folder, programs = reference
    command = [str(programs / "python"), "-m", "autograder.budgets", "--runs", "1", "--out", str(tmp_path)]
    assert "hw1_autodiff: processor seconds of the reference" in run(*command, "--device", "cpu", "hw1", cwd=folder)
    assert read_budgets("cpu", tmp_path)["hw1_autodiff"].runs == 1
    done = subprocess.run([*command, "--device", "gpu"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No GPU: there is no NVIDIA GPU" in done.stderr
