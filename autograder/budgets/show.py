"""A budget as text."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.engine.faults import show_bytes
from autograder.engine.model import Clock
from lecture08_utils.checking import Assignment

from .budget_file import AssignmentBudget, Budget
from .limits import limit_seconds

SECONDS = {"cpu": "processor seconds", "wall": "wall seconds, devices synchronised,"}
_PLACE = {"cpu": "one of", "wall": "with one of the processor's"}
_PARTS = ("cells compile", "run", "checks compile", "run", "one retry")
_COLUMNS = ("question", "all", "from–to", *_PARTS, "memory", "limit / s")


def table(assignment: Assignment, budget: AssignmentBudget, clock: Clock) -> str:
    """A row per question: seconds, where they go, memory, and the limit on that machine."""
    machine = budget.machine
    least = {question.id: question.budget_seconds for question in assignment.questions}
    calibration = budget.calibration_seconds
    versions = ", ".join(f"{package} {version}" for package, version in machine.versions.items())
    questions = [*budget.questions.items(), ("given cells", budget.given)]
    rows = [
        _COLUMNS,
        *([question, *_cells(item, calibration, least.get(question, 0.0))] for question, item in questions),
    ]
    return "\n".join(
        [
            f"{assignment.name}: {SECONDS[clock]} of the reference, median of {budget.runs} "
            f"run{'s' * (budget.runs != 1)} on {budget.date}",
            *_aligned(rows),
            f"{machine.device_name}, {_PLACE[clock]} {machine.cores} cores; {versions}; "
            f"calibration {calibration:.2f} s",
        ]
    )


def _cells(item: Budget, calibration: float, least: float) -> list[str]:
    parts = (item.cells.compile, item.cells.run, item.asks.compile, item.asks.run, item.retry)
    spread = f"{item.min:.2f}–{item.max:.2f}"
    figures = [f"{seconds:.2f}" for seconds in parts]
    limit = limit_seconds(item, calibration, calibration, least)
    return [f"{item.median:.2f}", spread, *figures, show_bytes(item.peak_bytes), f"{limit:g}"]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    first, *others = widths
    return ["  ".join([row[0].ljust(first), *map(str.rjust, row[1:], others)]) for row in rows]
