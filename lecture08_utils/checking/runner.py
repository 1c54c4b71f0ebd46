"""Run one check on one student's names."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

import numpy as np

from .dialogue import Evaluator
from .messages import Failure, Outcome
from .registry import Check, CheckedAssignment
from .student import CheckFailed, Student


def run_check(checked: CheckedAssignment, check: Check, evaluator: Evaluator, seed: int) -> Outcome:
    """Run a check; tried again with other random inputs if it fails and has retries.

    Args:
        evaluator: carries the check's questions to the student's names.
        seed: of the check's random inputs, see `check_seed`.

    Returns:
        The outcome. An exception that this lets through is a fault of the check or of the evaluator.
    """
    question = checked.assignment.question(check.question)
    for attempt in range(check.retries + 1):
        student = Student(evaluator, question, check, attempt=attempt)
        try:
            student.begin()
            check.function(student, np.random.default_rng([seed, attempt]))
        except CheckFailed as failed:
            again = "\nThis is the second training; the first one, from another seed, failed, too." if attempt else ""
            failure = replace(failed.failure, problem=failed.failure.problem + again)
            outcome = Outcome(check, failure, curve=student.curve)
            is_unlucky = student.is_of_kind if outcome.verdict == "wrong_answer" else _has_diverged(failure)
            if failed.final or not is_unlucky:
                break
        else:
            return Outcome(check, remark=student.remark, curve=student.curve)
    return outcome


def _has_diverged(failure: Failure) -> bool:
    """Whether a training ended since its loss was no number any more, which another seed may not do."""
    return failure.verdict == "run_time_error" and failure.problem.startswith("Your code raised FloatingPointError")


def check_seed(secret: str, submission: str, check_id: str) -> int:
    """Seed of a check's random inputs: depends on nothing but these three, so neither order nor jobs change it.

    Args:
        secret: the course's secret or the ``--seed``, as text.
        submission: SHA-256 of the submission; in a notebook, the name of the assignment.
    """
    digest = hmac.new(secret.encode(), f"{submission}/{check_id}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big")
