"""The limits for grading an assignment on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.engine.model import Limits
from autograder.errors import ReportedError
from lecture08_utils.checking import Assignment

from .budget_file import FOLDER, AssignmentBudget, budget_path, read_budgets
from .calibration_cache import cached_calibration
from .limits import fixed_limits, limits_from
from .machine import gpu_machine, this_machine

if TYPE_CHECKING:
    from autograder.engine import Engine


class NoBudget(ReportedError):
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
        NoGpu: the device is a GPU, and JAX cannot use it in the engine's workers.
        BrokenBudget, Uncalibrated: the budgets cannot be read, or this machine's speed not be measured.
    """
    budgets = demand_budgets(device, folder)
    fixed = fixed_limits(device, budgets.values())
    run_notebook = partial(engine.run, limits=fixed)
    machine = this_machine() if device == "cpu" else gpu_machine(run_notebook)
    budget = budgets.get(assignment.name)
    notes = gaps(assignment, budget, device)
    if budget is None:
        return ChosenLimits(fixed, notes)
    here = cached_calibration(run_notebook, machine, cache)
    return ChosenLimits(limits_from(assignment, budget, here, fixed), notes)


def demand_budgets(device: str, folder: Path = FOLDER) -> dict[str, AssignmentBudget]:
    """The budgets of a device by assignment; for the processor there may be none.

    Raises:
        NoBudget: GPU limits are asked for, and no GPU has been measured.
        BrokenBudget: the file cannot be read.
    """
    budgets = read_budgets(device, folder)
    if not budgets and device != "cpu":
        raise NoBudget(
            f"There is no {device.upper()} budget: {budget_path(device, folder)} does not exist. On a machine with a "
            f"{device.upper()}, measure it with `lecture08 budget --device {device}`; or grade with --device cpu."
        )
    return budgets


def is_due(assignment: Assignment, budget: AssignmentBudget | None) -> bool:
    """Whether a budget lacks questions, or has some that the assignment does not."""
    return budget is None or set(budget.questions) != {question.id for question in assignment.questions}


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
