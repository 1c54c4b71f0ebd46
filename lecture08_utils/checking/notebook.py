"""Checks inside the student's own process: the notebook, and otter's and nbgrader's graders."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import numpy as np

from .evaluate import Evaluation
from .messages import Report
from .public_report import report_on, run_here
from .registry import Assignment, load

_current: Assignment | None = None
_inert = False


def make_inert() -> None:
    """Turn `begin`, `check` and `grade` into no-ops: for grading workers, which ask from outside."""
    global _inert
    _inert = True


def begin(name: str) -> None:
    """Say which assignment this notebook is; its first cell does.

    Raises:
        KeyError: there is no such assignment; the message lists those there are.
    """
    global _current
    if not _inert:
        _current = load(name, hidden=False).assignment


def check(question: str) -> None:
    """Run the public checks of a question on the notebook's current definitions, and show what they say.

    Args:
        question: its id, for example ``"q4"``.

    Raises:
        KeyError: the assignment has no such question.
        RuntimeError: the notebook's first cell has not been run.
    """
    if _inert:
        return
    checked = load(_assignment().name, hidden=False)
    _show(report_on(checked, question, LocalEvaluator(sys._getframe(1).f_globals, checked.assignment)))


def grade(check_id: str) -> float:
    """Run one check, public or hidden, show what it says and return its points: nbgrader's grade cells.

    Args:
        check_id: for example ``"q4.ground_state"``.

    Returns:
        A Python float between 0 and the check's points.
    """
    if _inert:
        return 0.0
    name = _assignment().name
    checked = load(name, hidden=False)
    if all(check_id != item.id for item in checked.checks):
        checked = load(name, hidden=True)
    evaluator = LocalEvaluator(sys._getframe(1).f_globals, checked.assignment)
    outcome = run_here(checked, checked.check(check_id), evaluator)
    entry = checked.assignment.question(outcome.check.question)
    _show(Report(f"{entry.id}: {entry.title}", (outcome,)))
    return outcome.score


def assert_check(assignment: str, check_id: str, env: MutableMapping[str, Any]) -> None:
    """Run one check on the names in `env`: otter's test files.

    Raises:
        AssertionError: it failed; with its message.
    """
    hidden = all(check_id != item.id for item in load(assignment, hidden=False).checks)
    checked = load(assignment, hidden=hidden)
    outcome = run_here(checked, checked.check(check_id), LocalEvaluator(env, checked.assignment))
    if outcome.failure:
        raise AssertionError(f"{outcome.check.description}\n{outcome.message}")
    if outcome.remark:
        _show(Report(outcome.check.id, (outcome,)))


class LocalEvaluator:
    """Asks the names of this process, through the same bytes as a grader asks a worker."""

    def __init__(self, namespace: MutableMapping[str, Any], assignment: Assignment):
        self.answer = Evaluation(namespace, array_converter(assignment.arrays)).answer

    def source_line(self, filename: str, line: int) -> str:
        is_cell = "ipykernel" in filename or filename.startswith(("<ipython-input", "<stdin"))
        return linecache.getline(filename, line) if is_cell else ""


def array_converter(arrays: str) -> Callable[[np.ndarray], Any]:
    """What turns a question's NumPy arrays into what student code gets, ``"jax"`` or ``"numpy"`` arrays."""
    if arrays == "numpy":
        return np.array
    import jax.numpy as jnp  # seconds to import, and not every assignment needs it

    return jnp.asarray


def _assignment() -> Assignment:
    if _current is None:
        raise RuntimeError("Run the notebook's first cell before you check a question: it names the assignment.")
    return _current


def _show(report: Report) -> None:
    from IPython.display import display  # an otter or pytest process need not have it loaded

    display(report)
