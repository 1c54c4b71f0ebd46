"""Checks that cannot be loaded: where the mistake is, instead of a traceback."""

from __future__ import annotations

import importlib
import sys

import pytest

from autograder.authoring import AuthoringError
from autograder.authoring.check_files import check_files, load_checks

from .course import HIDDEN_CHECKS, NAME, PUBLIC_CHECKS, write


def test_the_files_of_a_package_and_of_a_module(course):
    write(course / "autograder/checks/toy_more/springs.py", "")
    write(course / "autograder/checks/toy_more/__init__.py", "")
    write(course / "lecture08_utils/checks/toy_more.py", "")
    assert check_files("toy_more", course) == [
        "autograder/checks/toy_more/__init__.py",
        "autograder/checks/toy_more/springs.py",
        "lecture08_utils/checks/toy_more.py",
    ]
    assert check_files(NAME, course) == [f"autograder/checks/{NAME}.py", f"lecture08_utils/checks/{NAME}.py"]


def test_an_error_while_checks_are_imported(course, monkeypatch):
    name = "toy_broken"
    write(course / f"lecture08_utils/checks/{name}.py", PUBLIC_CHECKS)
    write(course / f"autograder/checks/{name}.py", HIDDEN_CHECKS + "\n\nTABLE = places_of(3)\n")
    for package in ("lecture08_utils.checks", "autograder.checks"):
        module = importlib.import_module(package)
        monkeypatch.setattr(module, "__path__", [*module.__path__, str(course / package.replace(".", "/"))])
    with pytest.raises(AuthoringError) as caught:
        load_checks(name, course)
    sys.modules.pop(f"lecture08_utils.checks.{name}")
    (problem,) = caught.value.problems
    assert problem.file == f"autograder/checks/{name}.py"
    assert problem.line == HIDDEN_CHECKS.count("\n") + 3
    assert "cannot be loaded: NameError: name 'places_of' is not defined." in problem.message
