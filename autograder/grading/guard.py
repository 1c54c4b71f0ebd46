"""Tell a broken check, which leaves its own points open, from a broken grader, which leaves all of them open."""

from __future__ import annotations

import traceback
from pathlib import Path

import numpy as np

from autograder.engine.model import WorkerFault
from lecture08_utils.checking import Check, CheckedAssignment, Evaluator, Failure, Outcome, run_check
from lecture08_utils.checking.text import one_line

_MAX_TEXT = 300
_BROKEN = "This check broke while it looked at your answer. That is not your fault: a person will look at it."


class GraderFailed(Exception):
    """The grader itself failed: no fault of the submission, which has no result."""


def guarded_check(
    checked: CheckedAssignment, check: Check, evaluator: Evaluator, seed: int
) -> tuple[Outcome, str | None]:
    """Run a check that may itself break; then nobody knows whether the answer is right, and its verdict says so.

    Returns:
        The outcome, and a line for the TA if the check broke. An answer that makes a check break earns nothing until
        a person has looked at it, so there is nothing to be gained by it.

    Raises:
        WorkerFault: the worker died or ran over a limit.
        GraderFailed: something broke that is no fault of the submission.
    """
    try:
        # Odd answers overflow; that is for the check to judge, not for the terminal.
        with np.errstate(all="ignore"):
            return run_check(checked, check, _GuardedEvaluator(evaluator), seed), None
    except (WorkerFault, GraderFailed):
        raise
    except Exception as error:
        lost = f"{check.points:g} points are not graded"
        broken = f"check {check.id} broke on this submission, {lost}: {origin(error, check)}"
        return Outcome(check, Failure("not_graded", _BROKEN, _BROKEN)), broken


class _GuardedEvaluator:
    """Tells a broken grader from a broken check: both raise inside the check's function."""

    def __init__(self, evaluator: Evaluator):
        self._evaluator = evaluator

    def answer(self, message: bytes) -> bytes:
        try:
            return self._evaluator.answer(message)
        except WorkerFault:
            raise
        except Exception as error:
            raise GraderFailed(origin(error)) from error

    def source_line(self, filename: str, line: int) -> str:
        return self._evaluator.source_line(filename, line)


def origin(error: BaseException, check: Check | None = None) -> str:
    """An exception and where it was raised, on one line; its text may quote student code, so it is cut and cleaned.

    Args:
        check: the check that broke; the line of its own file is named too.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if check and frame.filename == check.function.__code__.co_filename]
    places = dict.fromkeys(f"{Path(frame.filename).name}:{frame.lineno}" for frame in (*own[-1:], *frames[-1:]))
    where = f" at {', '.join(places)}" if places else ""
    return f"{type(error).__name__}: {one_line(str(error), _MAX_TEXT)}{where}"
