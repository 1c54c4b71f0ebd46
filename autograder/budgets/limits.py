"""Budgets to limits: five times what the reference needs, at least five times six seconds, scaled by this machine."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

from autograder.engine.model import Limits
from lecture08_utils.checking import Assignment

from .budget_file import CLOCKS, AssignmentBudget, Budget

FACTOR = 5.0
# What a cheap question counts as. Correct solutions of the corpus that are written in other ways (an uncompiled
# Hessian, loops, float64) take up to ten seconds, nearly all of it compilation, where the reference takes one or two.
LEAST_BUDGET_SECONDS = 6.0
# Those seconds, and `budget_seconds` of questions, are of a server whose calibration takes so long: what is allowed
# must not depend on which machine has measured the budgets.
STANDARD_CALIBRATION_SECONDS = 0.76
# A calibration is three seconds' work on a machine that may be busy, so it is believed within bounds only. Below: a
# wrong one still leaves the reference two and a half times what it took where it was measured. Above: a machine eight
# times slower than a server of today is emulated or swapping, and endless loops should end in minutes even there.
LEAST_SCALE, LARGEST_SCALE = 0.5, 8.0
# CUDA's libraries take memory of the processor's, too. How much depends on the card, so it is measured with the rest.
GPU_MEMORY_FACTOR = 2


def scale(here: float, there: float) -> float:
    """How much slower this machine is than the one that measured the budget, within bounds."""
    return min(max(here / there, LEAST_SCALE), LARGEST_SCALE)


def limit_seconds(budget: Budget, here: float, there: float, least: float = 0.0) -> float:
    """Seconds allowed where the reference takes that long; whole ones, for the people who read them.

    Args:
        here: what the calibration takes on this machine, in seconds.
        there: what it took where the budget was measured.
        least: what this one counts as at least, in seconds of a machine of `STANDARD_CALIBRATION_SECONDS`.
    """
    cheapest = max(LEAST_BUDGET_SECONDS, least) * scale(here, STANDARD_CALIBRATION_SECONDS)
    measured = (budget.median + budget.retry) * scale(here, there)
    return float(math.ceil(FACTOR * max(cheapest, measured)))


def fixed_limits(device: str, budgets: Iterable[AssignmentBudget] = ()) -> Limits:
    """Limits that no question's budget changes.

    Args:
        budgets: all that were measured on the device; memory on a GPU follows from them.
    """
    fixed = Limits(clock=CLOCKS[device])
    peaks = [item.peak_bytes for budget in budgets for item in (budget.given, *budget.questions.values())]
    room = GPU_MEMORY_FACTOR * max(peaks, default=0) if device == "gpu" else 0
    return dataclasses.replace(fixed, memory_bytes=max(fixed.memory_bytes, room))


def limits_from(assignment: Assignment, budget: AssignmentBudget, here: float, fixed: Limits) -> Limits:
    """The limits of an assignment: each question its own, for each of its cells and for all that its checks ask.

    All cells together may take as much as all questions, and everything as much as both. What has no budget keeps the
    fixed limits.

    Args:
        here: what the calibration takes on this machine, in seconds.
    """
    there = budget.calibration_seconds
    seconds = {
        question.id: limit_seconds(budget.questions[question.id], here, there, question.budget_seconds)
        if question.id in budget.questions
        else fixed.question_seconds
        for question in assignment.questions
    }
    given = limit_seconds(budget.given, here, there)
    asked = sum(seconds.values())
    return dataclasses.replace(
        fixed,
        cell_seconds=given,
        notebook_seconds=given + asked,
        total_seconds=given + 2 * asked,
        grader_seconds=fixed.grader_seconds * max(1.0, scale(here, STANDARD_CALIBRATION_SECONDS)),
        own_seconds=seconds,
    )
