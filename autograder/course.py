"""Where the course lies, and its assignments by name.

A course is a folder with ``solutions/``, ``assignments/`` and the package `lecture08_utils` for students. It is the
checkout that this grader belongs to, or the one that the environment variable LECTURE08_COURSE names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import lecture08_utils
from autograder.engine.environment import COURSE_FOLDERS
from autograder.engine.model import Limits
from autograder.errors import ReportedError
from autograder.grading.released import given_sources, released_cells, showing_sources, stub_sources
from autograder.grading.submission import GradingTask
from lecture08_utils.checking import load

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "LECTURE08_COURSE"


class NoCourse(ReportedError):
    """LECTURE08_COURSE names a folder that is no course."""


def named_course(environment: Mapping[str, str] = os.environ) -> Path:
    """The course that LECTURE08_COURSE names; the grader's own, if it is not set.

    Not the one that the current folder belongs to: a command in a folder with submissions would run what lies there.

    Raises:
        NoCourse: that folder is none.
    """
    if not (named := environment.get(VARIABLE)):
        return ROOT
    root = Path(named).resolve()
    if not any((root / "solutions").glob("*/source.py")) or not (root / "lecture08_utils" / "checking").is_dir():
        raise NoCourse(
            f"{VARIABLE} is {named}, where there are no solutions/*/source.py and lecture08_utils/checking"
        )
    return root


def enter_course(root: Path) -> None:
    """Make another course than the grader's own the one that all functions here are about.

    Its private halves and its `lecture08_utils`, which is complete, are imported from now on.
    """
    global ROOT
    if root == ROOT:
        return
    ROOT = root
    for name in [name for name in sys.modules if name.startswith(("solutions.", "lecture08_utils.hw"))]:
        del sys.modules[name]
    private = ModuleType("solutions")
    private.__path__ = [str(root / "solutions")]
    sys.modules["solutions"] = private
    lecture08_utils.__path__[:] = [str(root / "lecture08_utils")]


def private_folders() -> list[Path]:
    """What student code must not be able to read of this course."""
    return [path for path in (ROOT / name for name in COURSE_FOLDERS) if path.exists()]


def budgets_folder() -> Path:
    """Where the course's time budgets are."""
    own = ROOT / "autograder"
    return own / "budgets" if own.is_dir() else ROOT / "budgets"


def grading_task(name: str, *, seed: int = 0, limits: Limits | None = None) -> GradingTask:
    """All that grading needs to know about an assignment.

    Args:
        limits: what each submission may use; None: the fixed ones.

    Raises:
        NotReleased: it has not been released.
    """
    checked, cells = load(name, hidden=True), released_cells(name, ROOT)
    showing = showing_sources(cells, checked.assignment.defines)
    return GradingTask(
        checked, stub_sources(cells), given_sources(cells), showing, seed=seed, limits=limits or Limits()
    )
