"""Budgets to limits: five times what the reference needs, at least five times six seconds, scaled by this machine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.engine.model import Limits
from lecture08_utils.checking import Assignment

from .budget_file import FOLDER, AssignmentBudget, Budget, budget_path, read_budgets
from .calibration import cached_calibration
from .machine import this_machine

if TYPE_CHECKING:
    from autograder.engine import Engine

FACTOR = 5.0
# What a cheap question counts as. Correct solutions of the corpus that are written in other ways (an uncompiled
# Hessian, loops, float64) take up to ten seconds, nearly all of it compilation, where the reference takes one or two.
LEAST_BUDGET_SECONDS = 6.0
# A calibration is three seconds' work on a machine that may be busy, so it is believed within bounds only. Below: a
# wrong one still leaves the reference two and a half times what it took where it was measured. Above: a machine eight
# times slower than a server of today is emulated or swapping, and endless loops should end in minutes even there.
LEAST_SCALE, LARGEST_SCALE = 0.5, 8.0


class NoBudget(Exception):
    """There are no budgets at all for a device; the message says how to get them."""


@dataclass(frozen=True)
class ChosenLimits:
    """Limits for an assignment, and sentences for the TA about questions without a budget."""

    limits: Limits
    notes: tuple[str, ...] = ()


def choose_limits(
    engine: Engine, assignment: Assignment, device: str = "cpu", folder: Path = FOLDER, cache: Path | None = None
) -> ChosenLimits:
    """The limits for grading an assignment on this machine.

    What has no budget, such as an assignment that is being written, gets the fixed limits that `Limits` has.

    Args:
        engine: measures this machine's speed, if it has not been measured yet.
        folder: of the budgets.
        cache: of the calibration; None is its usual place.

    Raises:
        NoBudget: GPU limits are asked for, and no GPU has been measured.
        BrokenBudget, Uncalibrated: the budgets cannot be read, or this machine's speed not be measured.
    """
    budgets = read_budgets(device, folder)
    if not budgets and device != "cpu":
        raise NoBudget(
            f"There is no {device.upper()} budget: {budget_path(device, folder)} does not exist. On a machine with a "
            f"{device.upper()}, measure it with `lecture08 budget --device {device}`; or grade with --device cpu."
        )
    budget = budgets.get(assignment.name)
    notes = gaps(assignment, budget, device)
    if budget is None:
        return ChosenLimits(Limits(), notes)
    here = cached_calibration(engine, this_machine(), cache)
    return ChosenLimits(limits_from(assignment, budget, scale(here, budget.calibration_seconds)), notes)


def gaps(assignment: Assignment, budget: AssignmentBudget | None, device: str = "cpu") -> tuple[str, ...]:
    """Sentences about questions that have no budget, each with what to do about it."""
    command = f"lecture08 budget --device {device} {assignment.name}"
    fixed = f"fixed limits apply ({Limits().question_seconds:g} s per question). To measure: {command}"
    if budget is None:
        return (f"{assignment.name} has no time budget, so {fixed}",)
    missing = [question.id for question in assignment.questions if question.id not in budget.questions]
    if missing:
        names = ", ".join(missing)
        return (f"{names} of {assignment.name} came after its time budget of {budget.date}, so there {fixed}",)
    return ()


def scale(here: float, there: float) -> float:
    """How much slower this machine is than the one that measured the budget, within bounds."""
    return min(max(here / there, LEAST_SCALE), LARGEST_SCALE)


def limit_seconds(budget: Budget, scale: float) -> float:
    """CPU seconds allowed where the reference takes that long; whole ones, for the people who read them."""
    return float(math.ceil(FACTOR * max(LEAST_BUDGET_SECONDS, budget.median + budget.retry) * scale))


def limits_from(assignment: Assignment, budget: AssignmentBudget, scale: float) -> Limits:
    """The limits of an assignment: each question its own, for each of its cells and for all that its checks ask.

    All cells together may take as much as all questions.
    """
    fixed = Limits()
    seconds = {
        question.id: limit_seconds(budget.questions[question.id], scale)
        if question.id in budget.questions
        else fixed.question_seconds
        for question in assignment.questions
    }
    given = limit_seconds(budget.given, scale)
    return Limits(cell_seconds=given, notebook_seconds=given + sum(seconds.values()), own_seconds=seconds)
