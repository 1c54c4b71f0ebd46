"""Where the course lies, and its assignments by name."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring import solution_sources, stub_sources
from autograder.engine.model import Limits
from autograder.grading.submission import GradingTask
from lecture08_utils.checking import assignment_names, load

ROOT = Path(__file__).resolve().parents[1]


class UnknownAssignment(Exception):
    """No assignment, or more than one, has a name that starts so."""


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
    return GradingTask(checked, stub_sources(name, ROOT), solution_sources(name, ROOT), seed, limits or Limits())
