"""A budget for the eye."""

from __future__ import annotations

from rich.table import Table

from autograder.engine.faults import show_bytes

from .budget_file import AssignmentBudget, Budget
from .limits import limit_seconds


def table(name: str, budget: AssignmentBudget) -> Table:
    """A row per question: CPU seconds, where they go, memory, and the limit on that machine."""
    machine = budget.machine
    versions = ", ".join(f"{package} {version}" for package, version in machine.versions.items())
    shown = Table(
        title=f"{name}: CPU seconds of the reference, median of {budget.runs} runs on {budget.date}",
        caption=f"{machine.device_name}, one of {machine.cores} cores; {versions}; "
        f"calibration {budget.calibration_seconds:.2f} s",
    )
    shown.add_column("question", no_wrap=True)
    columns = ("all", "from–to", "cells compile", "run", "checks compile", "run", "one retry", "memory", "limit / s")
    for column in columns:
        shown.add_column(column, justify="right")
    for question, item in budget.questions.items():
        shown.add_row(question, *_cells(item))
    shown.add_row("given cells", *_cells(budget.given))
    return shown


def _cells(item: Budget) -> list[str]:
    parts = (item.cells.compile, item.cells.run, item.asks.compile, item.asks.run, item.retry)
    spread = f"{item.min:.2f}–{item.max:.2f}"
    figures = [f"{seconds:.2f}" for seconds in parts]
    return [f"{item.median:.2f}", spread, *figures, show_bytes(item.peak_bytes), f"{limit_seconds(item, 1.0):g}"]
