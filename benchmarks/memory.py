"""Memory of an idle fork server and of workers that live at the same time.

    python benchmarks/memory.py [WORKERS]

Writes ``results/memory.md``. Each worker has run a small notebook that compiles and differentiates with JAX. Needs to
see the sandbox's processes in /proc, as root or whoever started them.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psutil

BENCHMARKS = Path(__file__).resolve().parent
sys.path.insert(0, str(BENCHMARKS.parent))

from machine import describe  # noqa: E402

from autograder.engine import Cell, Engine  # noqa: E402

RESULT = BENCHMARKS / "results" / "memory.md"
WORKERS = 8
NOTEBOOK = (
    "import jax\nimport jax.numpy as jnp\nimport matplotlib.pyplot as plt",
    "V = lambda r: 4 * (r**-12 - r**-6)\nforce = jax.jit(jax.vmap(lambda r: -jax.grad(V)(r)))",
    "r = jnp.linspace(0.9, 3.0, 1000)\nF = force(r).block_until_ready()",
    "plt.plot(r, F)\nplt.show()",
)
MIB = 2**20

Figures = dict[str, float]


def footprint() -> Figures:
    """Of all processes that this one has started, in MiB: PSS, of which private, and the sum of their RSS."""
    total = {"PSS": 0.0, "private": 0.0, "RSS": 0.0}
    for process in psutil.Process().children(recursive=True):
        memory = process.memory_full_info()
        total["PSS"] += memory.pss / MIB
        total["private"] += memory.uss / MIB
        total["RSS"] += memory.rss / MIB
    return total


def measure(workers: int) -> tuple[Figures, Figures, str]:
    """Footprint without a worker, footprint with all of them, and the sandbox's name."""
    cells = [Cell(number, source, "q1") for number, source in enumerate(NOTEBOOK)]
    with Engine() as engine:
        idle = footprint()
        with ExitStack() as stack, ThreadPoolExecutor(workers) as pool:
            runs = list(pool.map(lambda seed: engine.run(cells, arrays="jax", seed=seed), range(workers)))
            for run in runs:
                stack.enter_context(run)
                if run.cell_faults:
                    raise RuntimeError(f"the notebook failed: {run.cell_faults}")
            return idle, footprint(), engine.backend


def report(workers: int) -> str:
    """Measure; returns the page."""
    idle, busy, backend = measure(workers)
    each = {name: (busy[name] - idle[name]) / workers for name in idle}
    rows = {"fork server, idle": idle, f"fork server and {workers} workers": busy, "each worker adds": each}
    lines = [
        "# Memory",
        "",
        "MiB. PSS divides a page among the processes that share it, so its sum is what the machine must have; RSS",
        "counts such a page for each, and a worker is three processes, two of which only wait. Workers have run a",
        f"notebook of {len(NOTEBOOK)} cells with `jit`, `vmap`, `grad` and a figure.",
        "",
        "| | PSS | private | RSS |",
        "|---|--:|--:|--:|",
    ]
    for name, figures in rows.items():
        lines.append(f"| {name} | " + " | ".join(f"{figures[kind]:.0f}" for kind in figures) + " |")
    return "\n".join([*lines, "", f"`python benchmarks/memory.py`, sandbox {backend}. {describe()}", ""])


if __name__ == "__main__":
    page = report(int(sys.argv[1]) if len(sys.argv) > 1 else WORKERS)
    RESULT.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
