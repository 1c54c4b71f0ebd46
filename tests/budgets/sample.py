"""A budget of the toy assignment, and an engine whose speed is known."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.budgets.budget_file import AssignmentBudget, Budget, Cost
from autograder.budgets.machine import Machine
from autograder.engine.model import Fault

VERSIONS = {"python": "3.11.7", "jax": "0.10.2", "jaxlib": "0.10.2", "numpy": "2.4.6", "optax": "0.2.8"}
MACHINE = Machine("Abacus 1642", 2, VERSIONS)


def budget(median: float, retry: float = 0.0) -> Budget:
    costs = Cost(0.0, 0.0), Cost(0.25 * median, 0.75 * median)
    return Budget(median, 0.9 * median, 1.2 * median, *costs, retry=retry, peak_bytes=2**28)


def assignment_budget(calibration_seconds: float = 1.0, **questions: Budget) -> AssignmentBudget:
    questions = questions or {"q1": budget(0.5), "q2": budget(8.0, retry=2.0), "q3": budget(0.0)}
    return AssignmentBudget(MACHINE, "2026-11-23", 3, calibration_seconds, budget(7.0), questions)


@dataclass
class Run:
    """What a calibration looks at."""

    cell_seconds: dict[int, float]
    cell_faults: dict[int, Fault] = field(default_factory=dict)


class Stopwatch:
    """An engine on which each notebook's first cell takes the next of these seconds."""

    def __init__(self, *seconds: float, fault: Fault | None = None):
        self.started = 0
        self._seconds = seconds
        self._fault = fault

    @contextlib.contextmanager
    def run(self, cells, *, arrays: str, seed: int, limits=None) -> Iterator[Run]:
        taken = self._seconds[self.started % len(self._seconds)]
        self.started += 1
        yield Run({0: taken}, {0: self._fault} if self._fault else {})
