"""What each assignment's reference computes when its notebook runs from top to bottom, public checks included.

    python benchmarks/notebook_compute.py [--runs 3] [HW…]

Writes ``results/notebook_compute.md``. CPU seconds in a worker: one core, libraries imported beforehand, compiling
included.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent
ROOT = BENCHMARKS.parent
sys.path.insert(0, str(ROOT))

from machine import describe, spread  # noqa: E402

from autograder.engine import Engine  # noqa: E402
from autograder.grading.matching import cells_to_run  # noqa: E402
from autograder.release import build_reference  # noqa: E402
from autograder.release.notebook import to_json  # noqa: E402
from lecture08_utils.checking import assignment_names, check_seed, load, run_check  # noqa: E402
from lecture08_utils.notebooks.matching import matched_cells  # noqa: E402

RESULT = BENCHMARKS / "results" / "notebook_compute.md"
# The first two are done while somebody waits; the others train networks.
LIMITS = {"hw1_autodiff": 10.0, "hw2_derivatives": 10.0, "hw3_poisson": 60.0, "hw4_oscillator": 60.0}


@dataclass(frozen=True)
class Run:
    """CPU seconds of one run: the cells of no question, then by question its cells, and its public checks."""

    given: float
    cells: Mapping[str, float]
    checks: Mapping[str, float]

    @property
    def total(self) -> float:
        return self.given + sum(self.cells.values()) + sum(self.checks.values())


def measure(engine: Engine, name: str) -> Run:
    """Run the reference's notebook once, in a new worker."""
    checked = load(name, hidden=False)
    notebook = to_json(build_reference(name, ROOT)).encode()
    cells = cells_to_run(matched_cells(notebook, checked.assignment))
    with engine.run(cells, arrays=checked.assignment.arrays, seed=1) as run:
        if run.cell_faults:
            raise RuntimeError(f"the reference of {name} fails: {run.cell_faults}")
        questions = [question.id for question in checked.assignment.questions if not question.is_manual]
        checks = {}
        for question in questions:
            with run.question(question) as evaluator:
                for check in checked.of_question(question):
                    outcome = run_check(checked, check, evaluator, check_seed("notebook", name, check.id))
                    if outcome.failure:
                        raise RuntimeError(f"the reference fails {check.id}: {outcome.message}")
                checks[question] = evaluator.seconds
        spent = {
            question: sum(run.cell_seconds[cell.index] for cell in cells if cell.question == question)
            for question in [None, *questions]
        }
    return Run(spent.pop(None), spent, checks)


def report(measured: Mapping[str, Sequence[Run]], backend: str) -> str:
    """The whole page."""
    lines = [
        "# What the reference computes",
        "",
        "CPU seconds of each whole notebook, one core, after imports: median (smallest … largest).",
        "",
        "| assignment | N | cells | public checks | together | demanded | |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for name, runs in measured.items():
        checks, totals = [sum(run.checks.values()) for run in runs], [run.total for run in runs]
        cells = [total - part for total, part in zip(totals, checks, strict=True)]
        limit = LIMITS[name]
        verdict = "met" if statistics.median(totals) <= limit else "**not met**"
        columns = " | ".join(map(spread, (cells, checks, totals)))
        lines.append(f"| {name} | {len(runs)} | {columns} | ≤ {limit:.0f} | {verdict} |")
    lines += ["", "By question, medians: its cells + its public checks.", ""]
    for name, runs in measured.items():
        parts = [f"given cells {statistics.median(run.given for run in runs):.1f}"]
        for question in runs[0].checks:
            cells, checks = (
                statistics.median(getattr(run, part)[question] for run in runs) for part in ("cells", "checks")
            )
            parts.append(f"{question} {cells:.1f} + {checks:.1f}")
        lines.append(f"- {name}: {', '.join(parts)}")
    return "\n".join([*lines, "", f"`python benchmarks/notebook_compute.py`, sandbox {backend}. {describe()}", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hw", nargs="*", help="names of assignments; default: all")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with Engine() as engine:
        measured = {
            name: [measure(engine, name) for _ in range(options.runs)] for name in options.hw or assignment_names()
        }
        backend = engine.backend
    RESULT.write_text(report(measured, backend), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
