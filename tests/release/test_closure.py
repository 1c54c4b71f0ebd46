"""Which files and requirements modules of ours need, the hidden checks of an assignment above all."""

from __future__ import annotations

from autograder.release.closure import grading_requirements, hidden_closure, import_closure, third_party

from .course import NAME, PRIVATE_FILES, write


def test_checks_oracles_and_their_packages(course):
    closure = hidden_closure(NAME, course)
    assert set(closure.files) == {
        "solutions/__init__.py",
        *PRIVATE_FILES,
    }
    assert {"numpy", "lecture08_utils"} <= closure.packages


def test_imports_are_followed_however_they_are_written(course):
    write(
        course / f"solutions/{NAME}/oracle.py",
        "from ..tables import springs\nfrom ..tables.masses import mass\nimport solutions.tables.time as time\n"
        "def late():\n    import scipy.special\n",
    )
    for module in ("springs", "masses", "time", "unused"):
        write(course / f"solutions/tables/{module}.py", "mass = 1\n")
    write(course / "solutions/tables/__init__.py", "")
    closure = hidden_closure(NAME, course)
    found = {file.rpartition("/")[2] for file in closure.files if "tables" in file}
    assert found == {"__init__.py", "springs.py", "masses.py", "time.py"}
    assert "scipy" in closure.packages


def test_only_what_is_imported_is_required(repository):
    requirements = grading_requirements(frozenset({"scipy", "numpy"}), repository)
    assert any(line.startswith("scipy") for line in requirements)
    assert any(line.startswith("jax>") for line in requirements)
    assert not any(line.startswith(("sympy", "nbgrader")) for line in requirements)


def test_packages_around_a_module_are_followed_and_hints_of_types_are_not(course):
    write(
        course / "autograder/measuring/__init__.py",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from autograder.engine import Engine\nelse:\n"
        "    from autograder.tables import masses\n",
    )
    write(course / "autograder/measuring/deep/__init__.py", "import scipy.special\n")
    write(course / "autograder/measuring/deep/meter.py", "time = 1\n")
    for path in ("__init__", "engine", "tables/__init__"):
        write(course / f"autograder/{path}.py", "import psutil\n" if path == "engine" else "")
    write(course / "autograder/tables/masses.py", "import numpy\n")
    closure = import_closure(["autograder.measuring.deep.meter"], course)
    assert closure.files == (
        "autograder/__init__.py",
        "autograder/measuring/__init__.py",
        "autograder/measuring/deep/__init__.py",
        "autograder/measuring/deep/meter.py",
        "autograder/tables/__init__.py",
        "autograder/tables/masses.py",
    )
    assert {"scipy", "numpy"} <= closure.packages
    assert "psutil" not in closure.packages


def test_third_party_names_are_neither_pythons_nor_those_of_the_files():
    files = {
        "ours/__init__.py": b"from . import checks\nfrom .checks import one\nimport os.path, jax.numpy as jnp\n",
        "ours/checks.py": b"import ours\ndef late():\n    from scipy.integrate import quad\n",
        "notes.md": b"import nothing",
    }
    assert third_party(files) == {"jax", "scipy"}
