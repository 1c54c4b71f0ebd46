"""The toy course as a git repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.release.conftest import registered

from .repositories import make_repository
from .toy import inspection, write_toy

__all__ = ["registered"]


@pytest.fixture
def make_course(repository, monkeypatch):
    """``make_course(folder)`` writes the toy course into a new folder, as a git repository with one commit."""
    monkeypatch.setattr("autograder.publishing.command.inspect_release", lambda names, root: inspection(root))

    def make(folder: Path) -> Path:
        write_toy(folder, repository)
        make_repository(folder)
        return folder

    return make


@pytest.fixture
def course(make_course, tmp_path) -> Path:
    """The toy course as a git repository."""
    return make_course(tmp_path / "course")
