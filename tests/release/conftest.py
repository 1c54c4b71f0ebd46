"""The toy course as fixtures."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.release import release

from .course import NAME, write_course

_PACKAGES = ("lecture08_utils", "solutions")


@pytest.fixture(scope="package", autouse=True)
def registered(tmp_path_factory, repository) -> Iterator[None]:
    """Make the toy's modules importable beside the real ones, for the tests of this folder."""
    root = tmp_path_factory.mktemp("registered")
    write_course(root, repository)
    with pytest.MonkeyPatch.context() as patch:
        for name in _PACKAGES:
            package = importlib.import_module(name)
            patch.setattr(package, "__path__", [*package.__path__, str(root / name.replace(".", "/"))])
        yield
    for name in [name for name in sys.modules if f".{NAME}" in name]:
        del sys.modules[name]


@pytest.fixture
def course(tmp_path, repository) -> Path:
    """A fresh copy of the toy course that has not been released."""
    write_course(tmp_path, repository)
    return tmp_path


@pytest.fixture(scope="package")
def released(registered, tmp_path_factory, repository) -> Path:
    """The toy course, released once by the real tools; tests must not change it."""
    root = tmp_path_factory.mktemp("released")
    write_course(root, repository)
    release(None, root, report=lambda sentence: None)
    return root
