"""Tell a broken check, which must not cost a class its grades, from a broken grader, which is no student's fault."""

from __future__ import annotations

import traceback
from pathlib import Path

import numpy as np

from autograder.engine.model import WorkerFault
from lecture08_utils.checking import Check, CheckedAssignment, Evaluator, Failure, Outcome, run_check

_ODD_ANSWER = "The answer is of a kind that the check cannot judge."


class GraderFailed(Exception):
    """The grader itself failed: no fault of the submission, which has no result."""


def guarded_check(
    checked: CheckedAssignment, check: Check, evaluator: Evaluator, seed: int
) -> tuple[Outcome, str | None]:
    """Run a check that may itself break on an odd answer, which then counts as wrong.

    Returns:
        The outcome, and a line for the TA if the check broke.

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
        broken = f"check {check.id} broke on this submission: {origin(error)}"
        return Outcome(check, Failure("wrong_answer", _ODD_ANSWER, _ODD_ANSWER)), broken


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


def origin(error: BaseException) -> str:
    """An exception and where it was raised, on one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}".replace("\n", " ")
