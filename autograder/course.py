"""Where the course lies, and its assignments by name.

A course is a folder with ``solutions/``, ``assignments/`` and the package `lecture08_utils` for students. It is the
one that a command is called in, or else the checkout that this grader belongs to.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from types import ModuleType

import lecture08_utils
from autograder.engine.model import Limits
from autograder.errors import ReportedError
from autograder.grading.submission import GradingTask
from autograder.release import solution_sources, stub_sources
from autograder.threads import once
from lecture08_utils.checking import assignment_names, load

ROOT = Path(__file__).resolve().parents[1]
# What students must not read of a course.
_PRIVATE = ("autograder", "solutions", "tests", ".git")


class UnknownAssignment(ReportedError):
    """No assignment, or more than one, has a name that starts so."""


def find_course(start: Path) -> Path:
    """The course that a folder belongs to; the grader's own, if it belongs to none."""
    for folder in (start.resolve(), *start.resolve().parents):
        if any((folder / "solutions").glob("*/source.py")):
            return folder
    return ROOT


def enter_course(root: Path) -> None:
    """Make another course than the grader's own the one that all functions here are about.

    Its private halves and its `lecture08_utils`, which is complete, are imported from now on.
    """
    global ROOT
    if root == ROOT:
        return
    ROOT = root
    private = ModuleType("solutions")
    private.__path__ = [str(root / "solutions")]
    sys.modules["solutions"] = private
    lecture08_utils.__path__[:] = [str(root / "lecture08_utils")]


def private_folders() -> list[Path]:
    """What student code must not be able to read of this course."""
    return [path for path in (ROOT / name for name in _PRIVATE) if path.exists()]


def budgets_folder() -> Path:
    """Where the course's time budgets are."""
    return ROOT / "autograder" / "budgets"


def full_name(prefix: str) -> str:
    """The assignment whose name starts with `prefix`.

    Raises:
        UnknownAssignment: none does, or several do; the message lists what there is.
    """
    names = assignment_names()
    found = [name for name in names if name.startswith(prefix)]
    if prefix in names:
        return prefix
    if len(found) == 1:
        return found[0]
    problem = f"{prefix!r} may mean {' or '.join(found)}" if found else f"there is no assignment {prefix!r}"
    raise UnknownAssignment(f"{problem}; there are: {', '.join(names)}")


def grading_task(name: str, *, seed: int = 0, limits: Limits | None = None) -> GradingTask:
    """All that grading needs to know about an assignment.

    Args:
        limits: what each submission may use; None: the fixed ones.

    Raises:
        AuthoringError: it has not been released.
    """
    checked = load(name, hidden=True)
    solutions = once(partial(solution_sources, name, ROOT))
    return GradingTask(checked, stub_sources(name, ROOT), solutions, seed, limits or Limits())
