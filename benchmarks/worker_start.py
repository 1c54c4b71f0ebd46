"""Measure how long a student waits for a worker: from the request to the end of a trivial first cell.

Run ``python benchmarks/worker_start.py [COUNT]``; the table is also written to ``results/worker_start.md``.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from autograder.engine import Cell, Engine

CELLS = {
    "first student cell (`x = 1`)": "x = 1",
    "first cell that imports jax and compiles": "import jax\njax.jit(lambda x: x * 2)(1.0).block_until_ready()",
}
RESULTS = Path(__file__).parent / "results" / "worker_start.md"


def seconds_to(engine: Engine, source: str) -> float:
    """Wall seconds from the request for a worker to the end of its first cell."""
    started = time.perf_counter()
    with engine.run([Cell(0, source, "q1")], arrays="jax", seed=1) as run:
        seconds = time.perf_counter() - started
        if run.cell_faults:
            raise RuntimeError(f"the benchmark's cell failed: {run.cell_faults}")
    return seconds


def row(name: str, seconds: list[float]) -> str:
    """A line of the table."""
    ordered = sorted(seconds)
    ninetieth = ordered[int(0.9 * (len(ordered) - 1))]
    figures = [statistics.median(ordered), ninetieth, ordered[0], ordered[-1]]
    return f"| {name} | {len(ordered)} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"


def main(count: int) -> str:
    """Measure and return the report."""
    lines = [
        "# Time to a worker",
        "",
        f"{date.today()}, Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}. Seconds of wall time.",
        "",
        "| from request to end of | N | median | 90 % | fastest | slowest |",
        "|---|---|---|---|---|---|",
    ]
    with Engine() as engine:
        for name, source in CELLS.items():
            lines.append(row(name, [seconds_to(engine, source) for _ in range(count)]))
        note = f"Sandbox: {engine.backend}. Starting the fork server, once per grader: {engine.start_seconds:.2f} s."
    return "\n".join([*lines, "", note]) + "\n"


if __name__ == "__main__":
    report = main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(report, encoding="utf-8")
    sys.stdout.write(report)
