"""How fast one compiled call trains many networks, and how many of 1024 trainings pass each training check.

    python benchmarks/ensembles.py [--device cpu|gpu] [--sizes 1 16 256 1024] [--steps 5000] [--minutes M]
        [--study 1024] [--out DIR]

Trains the references of question 5 of hw3_poisson and question 4 of hw4_oscillator with their own `train`. Writes
``ensembles.json`` into DIR, ``benchmarks/results`` unless said otherwise, again after each size and each part of the
study, and at the end the page ``ensembles.md`` beside it. ``benchmarks/ensemble_report.py`` puts the figures of a GPU
on the page of a CPU.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import jax  # noqa: E402

from autograder.atomic import write_atomically  # noqa: E402
from autograder.budgets.machine import this_machine  # noqa: E402
from benchmarks.ensemble_report import page  # noqa: E402
from benchmarks.ensemble_study import judge, study  # noqa: E402
from benchmarks.ensemble_training import Call, Names, train_ensemble  # noqa: E402
from benchmarks.machine import describe  # noqa: E402
from benchmarks.references import reference  # noqa: E402
from lecture08_utils.checking import load  # noqa: E402

SCHEMA = 1
QUESTIONS = {"hw3_poisson": "q5", "hw4_oscillator": "q4"}
# So many networks have room in the caches of a CPU's core; with 256 at a time each of them takes 1.7 times as long.
CPU_BATCH = 16
Write = Callable[[dict[str, Any]], None]


def use_device(kind: str) -> None:
    """Make JAX compute there, and compile everything again, since compiling is measured.

    Args:
        kind: ``"cpu"`` or ``"gpu"``.

    Raises:
        RuntimeError: there is no such device.
    """
    if kind == "cpu":
        jax.config.update("jax_platforms", "cpu")
    jax.config.update("jax_default_matmul_precision", "float32")  # as in grading; a GPU's own choice is TF32
    jax.config.update("jax_enable_compilation_cache", False)
    found = jax.devices()[0].platform
    if found != kind:
        raise RuntimeError(f"There is no {kind} to measure: JAX found {found}.")


def header(options: argparse.Namespace) -> dict[str, Any]:
    """Where, when, with what and how is measured; figures follow."""
    machine, device = this_machine(), jax.devices()[0]
    is_cpu = device.platform == "cpu"
    how = f"--device {options.device} --sizes {' '.join(map(str, options.sizes))} --steps {options.steps}"
    return {
        "schema": SCHEMA,
        "date": str(date.today()),
        "platform": device.platform,
        "device_name": machine.device_name if is_cpu else device.device_kind,
        "cores": len(os.sched_getaffinity(0)),
        "versions": dict(machine.versions),
        "precision": jax.numpy.zeros(()).dtype.name,
        "command": f"python benchmarks/ensembles.py {how} --study {options.study}",
        "steps": options.steps,
        "speed": [],
        "left_out": [],
        "study": [],
    }


def first_calls(assignment: str, names: Names, count: int, steps: int) -> list[Call]:
    """The trainings that the public check of an assignment's question asks for, but for so many steps."""
    checked = load(assignment, hidden=False)
    check = checked.of_question(QUESTIONS[assignment])[0]
    calls = [judge(checked, check, names, {}, attempt).calls[0] for attempt in range(count)]
    return [replace(call, steps=steps) for call in calls]


def measure_size(names: dict[str, Names], size: int, steps: int, batches: Sequence[int]) -> list[dict[str, Any]]:
    """Seconds of one ensemble of each problem, for each number of networks at a time.

    Args:
        names: assignment → names of its reference.
    """
    rows = []
    for assignment in QUESTIONS:
        calls = first_calls(assignment, names[assignment], size, steps)
        for batch in batches:
            done = train_ensemble(names[assignment], calls, batch)
            seconds = {"compile_seconds": done.compile_seconds, "run_seconds": done.run_seconds}
            rows.append({"assignment": assignment, "networks": size, "at_a_time": batch} | seconds)
    return rows


def measure_sizes(
    names: dict[str, Names], record: dict[str, Any], sizes: Sequence[int], deadline: float, write: Write
) -> None:
    """Fill in ``speed`` and ``left_out``; what is measured is written before the next size begins.

    Args:
        deadline: on `time.monotonic`. A size is left out if it would end later: on a processor its time grows as its
            networks do; a GPU computes them side by side.
    """
    grows = record["platform"] == "cpu"
    done, took = 1, 0.0
    for size in sorted(sizes):
        begun = time.monotonic()
        if begun + took * (size / done if grows else 1.0) > deadline:
            why = f"{max(deadline - begun, 0.0):.0f} s were left, and {done} networks had taken {took:.0f} s"
            record["left_out"].append({"networks": size, "why": why})
        else:
            batches = sorted({min(size, CPU_BATCH), size}) if record["platform"] == "cpu" else [size]
            record["speed"] += measure_size(names, size, record["steps"], batches)
            done, took = size, time.monotonic() - begun
        write(record)


def write_json(record: dict[str, Any], path: Path) -> None:
    """Write a file that is complete at any moment, with the machine as it is now."""
    record["machine"] = describe("jaxlib", "optax", "scipy")
    write_atomically(path, json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", choices=("cpu", "gpu"), default="cpu")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1, 16, 256, 1024], help="networks in an ensemble")
    parser.add_argument("--steps", type=int, default=5000, help="of the trainings of --sizes")
    parser.add_argument("--minutes", type=float, default=math.inf, help="leave out --sizes that would end later")
    parser.add_argument("--study", type=int, default=1024, help="attempts at each check; 0 for none")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results")
    options = parser.parse_args()
    if options.study == 1:
        parser.error("--study needs two attempts or more: it counts pairs of which both fail")
    try:
        use_device(options.device)
    except RuntimeError as problem:
        sys.exit(str(problem))
    deadline = time.monotonic() + 60 * options.minutes
    names = {assignment: reference(assignment) for assignment in QUESTIONS}
    record = header(options)
    options.out.mkdir(parents=True, exist_ok=True)
    write = partial(write_json, path=options.out / "ensembles.json")
    for assignment, question in QUESTIONS.items() if options.study else ():
        batch = CPU_BATCH if options.device == "cpu" else options.study
        record["study"] += study(assignment, question, names[assignment], options.study, batch)
        write(record)
    measure_sizes(names, record, options.sizes, deadline, write)
    (options.out / "ensembles.md").write_text(page([record]), encoding="utf-8")


if __name__ == "__main__":
    main()
