"""How long each public check keeps a student waiting beyond the student's own computation.

    python benchmarks/public_checks.py [--repeats 20] [HW…]

Writes ``results/public_checks.md``. As in a notebook: one process per assignment has run the reference's cells; each
check is run and its report made. What the check evaluates in the student's names is the student's own, trainings
included; a check that trains is repeated three times only.
"""

from __future__ import annotations

import argparse
import builtins
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

BENCHMARKS = Path(__file__).resolve().parent
ROOT = BENCHMARKS.parent
sys.path.insert(0, str(ROOT))

from machine import describe, spread  # noqa: E402

from autograder.release import read_source  # noqa: E402
from lecture08_utils.checking import (  # noqa: E402
    LocalEvaluator,
    Report,
    assignment_names,
    check_seed,
    evaluate,
    load,
    run_check,
)
from lecture08_utils.checking.registry import Check, CheckedAssignment  # noqa: E402

RESULT = BENCHMARKS / "results" / "public_checks.md"
LIMIT = 0.05
LONG_SECONDS, LONG_REPEATS = 1.0, 3


class Timing(NamedTuple):
    """One run of a check: seconds beyond the student's own, processor seconds of these, and the student's own."""

    wait: float
    cpu: float
    own: float


class StudentClock:
    """Seconds, and processor seconds of this thread, in what checks evaluate in the student's names."""

    def __init__(self) -> None:
        self.seconds = self.cpu = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count while the body runs."""
        for name in ("eval", "exec"):
            setattr(evaluate, name, self._timed(getattr(builtins, name)))
        try:
            yield
        finally:
            del evaluate.eval, evaluate.exec

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            started, cpu = time.perf_counter(), time.thread_time()
            try:
                return function(*arguments)
            finally:
                self.seconds += time.perf_counter() - started
                self.cpu += time.thread_time() - cpu

        return call


def measure(name: str, repeats: int) -> dict[str, list[Timing]]:
    """Check → its runs, the first one first."""
    os.environ |= {"MPLBACKEND": "Agg", "JAX_CPU_ENABLE_ASYNC_DISPATCH": "0"}
    namespace: dict[str, Any] = {}
    for cell in read_source(name, ROOT).cells:
        if cell.kind == "code":
            exec(compile(cell.solved, f"<{name}>", "exec"), namespace)
    checked = load(name, hidden=False)
    questions = [question.id for question in checked.assignment.questions]
    checks = [check for question in questions for check in checked.of_question(question)]
    return {check.id: _times(checked, check, namespace, repeats) for check in checks}


def _times(checked: CheckedAssignment, check: Check, namespace: dict[str, Any], repeats: int) -> list[Timing]:
    first = _time(checked, check, namespace)
    is_long = first.own > LONG_SECONDS
    count = min(repeats, LONG_REPEATS) if is_long else repeats
    return [first, *(_time(checked, check, namespace) for _ in range(count))]


def _time(checked: CheckedAssignment, check: Check, namespace: dict[str, Any]) -> Timing:
    clock = StudentClock()
    started, cpu = time.perf_counter(), time.thread_time()
    with clock.running():
        evaluator = LocalEvaluator(namespace, checked.assignment)
        outcome = run_check(checked, check, evaluator, check_seed("notebook", checked.assignment.name, check.id))
        Report(check.question, (outcome,))._repr_html_()
    whole, cpu = time.perf_counter() - started, time.thread_time() - cpu
    if outcome.failure:
        raise RuntimeError(f"the reference fails {check.id}: {outcome.message}")
    return Timing(whole - clock.seconds, cpu - clock.cpu, clock.seconds)


def report(measured: dict[str, dict[str, list[Timing]]]) -> str:
    """The whole page."""
    further = {check: runs[1:] for checks in measured.values() for check, runs in checks.items()}
    first = {check: runs[0] for checks in measured.values() for check, runs in checks.items()}
    slow = [check for check, runs in further.items() if statistics.median(run.wait for run in runs) > LIMIT]
    lines = [
        "# Public checks: waiting beyond the student's own computation",
        "",
        f"Milliseconds, with the reference in one process per assignment. Demanded: less than {1000 * LIMIT:.0f};",
        f"{len(further) - len(slow)} of {len(further)} checks keep to it"
        + (f", not {', '.join(slow)}." if slow else "."),
        "*First use* may load modules. The processor's time does not depend on what else the machine does.",
        "",
        "| check | N | median (smallest … largest) | processor, median | first use | the student's own, median |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for check, runs in further.items():
        waits = spread([1000 * run.wait for run in runs], 1)
        cpu, own = (1000 * statistics.median(column) for column in ([r.cpu for r in runs], [r.own for r in runs]))
        lines.append(f"| {check} | {len(runs)} | {waits} | {cpu:.1f} | {1000 * first[check].wait:.1f} | {own:.0f} |")
    return "\n".join([*lines, "", f"`python benchmarks/public_checks.py`. {describe()}", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hw", nargs="*", help="names of assignments; default: all")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument(
        "--json", action="store_true", help="print one assignment's timings, measured in this process"
    )
    options = parser.parse_args()
    if options.json:
        print(json.dumps(measure(options.hw[0], options.repeats)))
        return
    measured = {}
    for name in options.hw or assignment_names():
        command = [sys.executable, __file__, "--json", "--repeats", str(options.repeats), name]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        timings = json.loads(done.stdout.splitlines()[-1])
        measured[name] = {check: [Timing(*run) for run in runs] for check, runs in timings.items()}
    RESULT.write_text(report(measured), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
