"""Checks that cannot be loaded: where the mistake is, instead of a traceback."""

from __future__ import annotations

import importlib
import sys

import pytest

from autograder.release import AuthoringError
from autograder.release.check_files import check_files, load_checks

from .course import HIDDEN_FORCE, NAME, PACKAGE, PRIVATE_FILES, PUBLIC_FILES, PUBLIC_FORCE, write


def test_the_files_of_checks_are_those_of_both_halves_without_the_source(course):
    assert check_files(NAME, course) == sorted([*PUBLIC_FILES, *PRIVATE_FILES])


def test_an_error_while_checks_are_imported(course, monkeypatch):
    name = "toy_broken"
    write(course / f"lecture08_utils/{name}/__init__.py", PACKAGE)
    write(course / f"lecture08_utils/{name}/q1_force.py", PUBLIC_FORCE)
    write(course / f"solutions/{name}/__init__.py", "")
    write(course / f"solutions/{name}/q1_force.py", HIDDEN_FORCE + "\n\nTABLE = places_of(3)\n")
    for package in ("lecture08_utils", "solutions"):
        module = importlib.import_module(package)
        monkeypatch.setattr(module, "__path__", [*module.__path__, str(course / package)])
    with pytest.raises(AuthoringError) as caught:
        load_checks(name, course)
    for module in [module for module in sys.modules if f".{name}" in module]:
        del sys.modules[module]
    (problem,) = caught.value.problems
    assert problem.file == f"solutions/{name}/q1_force.py"
    assert problem.line == HIDDEN_FORCE.count("\n") + 3
    assert "cannot be loaded: NameError: name 'places_of' is not defined." in problem.message
