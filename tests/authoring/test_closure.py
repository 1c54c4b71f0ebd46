"""Which files and requirements the hidden checks of an assignment need."""

from __future__ import annotations

from autograder.authoring.closure import grading_requirements, hidden_closure

from .course import NAME, write


def test_checks_oracles_and_their_packages(course):
    closure = hidden_closure(NAME, course)
    assert set(closure.files) == {
        "autograder/__init__.py",
        "autograder/checks/__init__.py",
        f"autograder/checks/{NAME}.py",
        "autograder/oracles/__init__.py",
        f"autograder/oracles/{NAME}.py",
    }
    assert {"numpy", "lecture08_utils"} <= closure.packages


def test_imports_are_followed_however_they_are_written(course):
    write(
        course / f"autograder/oracles/{NAME}.py",
        "from . import springs\nfrom ..oracles.masses import mass\nimport autograder.oracles.time as time\n"
        "def late():\n    import scipy.special\n",
    )
    for module in ("springs", "masses", "time", "unused"):
        write(course / f"autograder/oracles/{module}.py", "mass = 1\n")
    closure = hidden_closure(NAME, course)
    found = {file.rpartition("/")[2] for file in closure.files if "oracles" in file}
    assert found == {"__init__.py", f"{NAME}.py", "springs.py", "masses.py", "time.py"}
    assert "scipy" in closure.packages


def test_only_what_is_imported_is_required(repository):
    requirements = grading_requirements(frozenset({"scipy", "numpy"}), repository)
    assert any(line.startswith("scipy") for line in requirements)
    assert any(line.startswith("jax>") for line in requirements)
    assert not any(line.startswith(("sympy", "nbgrader")) for line in requirements)
