"""Measure, inside whatever process runs a notebook, how long the student's own code takes there.

The meter is a cell in front of the notebook, so it works alike in our workers and in the kernels of otter and
nbgrader. The student's is what its own cells execute, imports included, and what checks evaluate in its names.
Everything else that a grader spends is overhead: its own start, IPython, compiling cells, checks, the way of
questions and answers.
"""

from __future__ import annotations

import copy
import hashlib
import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.release.notebook import Notebook, cell_text, make_cell

# Where a cell of ours, which asks, finds what a meter without a file has counted.
LEDGER = "_seconds_of_student_code"


@dataclass(frozen=True)
class StudentSeconds:
    """What the student's own code took: when its cells ran, and when checks called it."""

    cells: float
    calls: float

    @property
    def total(self) -> float:
        return self.cells + self.calls


@dataclass(frozen=True)
class Sample:
    """One submission in one grader, in seconds of wall time.

    Attributes:
        stages: where the overhead went; of our own grader only.
    """

    whole: float
    student: StudentSeconds
    stages: Mapping[str, float] = field(default_factory=dict)

    @property
    def overhead(self) -> float:
        return self.whole - self.student.total


def metered(notebook: Notebook, ledger: Path | None = None) -> Notebook:
    """A copy of a notebook that measures itself.

    Args:
        ledger: the file in which the seconds are kept; None keeps them in the worker, under the name `LEDGER`.
    """
    changed = copy.deepcopy(notebook)
    own = sorted(_digest(cell_text(cell)) for cell in changed["cells"] if _is_students(cell))
    arguments = f"get_ipython(), set({own!r}), {str(ledger) if ledger else None!r}, {LEDGER!r}"
    source = f"{inspect.getsource(_install)}\n\n_install({arguments})\ndel _install\n"
    changed["cells"].insert(0, {**make_cell("code", source, None, "prose"), "id": "meter"})
    return changed


def read_ledger(path: Path) -> StudentSeconds:
    """What a metered notebook wrote."""
    return StudentSeconds(**json.loads(path.read_text(encoding="utf-8")))


def _is_students(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and cell["metadata"]["lecture08"]["role"] != "check"


def _digest(source: str) -> str:
    return hashlib.sha256(source.strip().encode()).hexdigest()


def _install(shell, own, ledger, name):
    """Runs in the notebook's process: imports nothing that its cells might import, for that time is theirs."""
    import builtins
    import hashlib
    import json
    import os
    import sys
    import time

    seconds = {"cells": 0.0, "calls": 0.0}
    setattr(builtins, name, seconds)
    running = {"own": False}
    # What a cell has only asked for would otherwise be computed later, at somebody else's expense.
    os.environ["JAX_CPU_ENABLE_ASYNC_DISPATCH"] = "0"
    if "jax" in sys.modules:
        sys.modules["jax"].config.update("jax_cpu_enable_async_dispatch", False)

    def before(info):
        running["own"] = hashlib.sha256(info.raw_cell.strip().encode()).hexdigest() in own

    execute = shell.run_ast_nodes

    async def timed_nodes(*arguments, **options):
        started = time.perf_counter()
        try:
            return await execute(*arguments, **options)
        finally:
            if running["own"]:
                seconds["cells"] += time.perf_counter() - started

    def timed(function):
        def call(*arguments):
            started = time.perf_counter()
            try:
                return function(*arguments)
            finally:
                seconds["calls"] += time.perf_counter() - started

        return call

    def after(result):
        evaluate = sys.modules.get("lecture08_utils.checking.evaluate")
        if evaluate is not None and "eval" not in vars(evaluate):
            evaluate.eval, evaluate.exec = timed(eval), timed(exec)
        if ledger:
            with open(ledger, "w", encoding="utf-8") as file:
                json.dump(seconds, file)

    shell.events.register("pre_run_cell", before)
    shell.events.register("post_run_cell", after)
    shell.run_ast_nodes = timed_nodes
