"""The page of what `ensembles.py` measured, on one device or on two.

    python benchmarks/ensemble_report.py [--gpu-json FILE]

Writes ``benchmarks/results/ensembles.md`` from the ``ensembles.json`` beside it, and from that of a GPU if one is
given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
Record = dict[str, Any]

_PROBLEMS = {"hw3_poisson": "Poisson (hw3 q5)", "hw4_oscillator": "oscillator (hw4 q4)"}
_INTRODUCTION = """\
# Ensembles: many networks in one compiled call

The references of hw3's q5 and hw4's q4, trained by their own `train`. One call of one compiled program trains all
networks of an ensemble, each from its own seed.
"""
_SPEED = """\
## Speed

The training of the public check, from seeds 7, 8, … *At a time*: networks that take a step together, by `jax.vmap`;
if they are fewer than the ensemble, the same program takes one batch of them after the other. *Compile* includes
tracing, *run* does not include compiling; one run each. The seconds for drawing the first parameters, in NumPy, are
in neither. This is wall time: where the load below is above the number of cores, others had a part of it.
"""
_STUDY = """\
## Single trainings that pass

Each check as it is, with its own draws, on one training per attempt; attempt number i is what the grader would do in
its retry number i. In brackets the exact 95 % interval (Clopper-Pearson). A student gets two attempts: the last
column counts disjoint pairs of attempts of which both failed. It is a count, not the square of the column before it.
"""
_ERRORS = """\
## Errors that the tolerances limit

Energies in hartree, ψ in bohr^(−1/2), up to its sign and scaled to ∫ψ² = 1; the rest has no unit. Where the limit is
a lower one, for trainings of ten steps that must not have succeeded yet, the quantiles count from the other end, so
that *worst* is the smallest value.
"""


def page(records: Sequence[Record]) -> str:
    """The page of one or two devices."""
    parts = [_INTRODUCTION, _SPEED, speed(records)]
    if not any(record["platform"] == "gpu" for record in records):
        parts.append("GPU: not measured.\n")
    for record in records:
        parts += [
            f"Left out on {_device(record)}: {one['networks']} networks; {one['why']}.\n"
            for one in record["left_out"]
        ]
    studied = [record for record in records if record["study"]]
    if studied:
        parts += [_STUDY, _shares(studied), _ERRORS, _quantiles(studied)]
    parts += [f"`{record['command']}`. {record['machine']}\n" for record in records]
    return "\n".join(parts)


def _device(record: Record) -> str:
    kind = f"{record['cores']} core{'s' * (record['cores'] != 1)}" if record["platform"] == "cpu" else "GPU"
    return f"{record['device_name']}, {kind}"


def speed(records: Sequence[Record]) -> str:
    """The table of networks per second."""
    rows = []
    for record in records:
        for one in record["speed"]:
            counts = [str(one["networks"]), str(one["at_a_time"]), str(record["steps"])]
            seconds = [f"{one['compile_seconds']:.2f}", f"{one['run_seconds']:.2f}"]
            rate = f"{one['networks'] / one['run_seconds']:.3g}"
            rows.append([_device(record), _PROBLEMS[one["assignment"]], *counts, *seconds, rate])
    head = ["device", "problem", "networks", "at a time", "steps", "compile, s", "run, s", "networks per s"]
    return table(head, rows)


def _shares(records: Sequence[Record]) -> str:
    rows = []
    for record in records:
        for one in record["study"]:
            passed, both = one["passed"], one["both_of_two_failed"]
            rows.append([_check(one), _platform(record), _share(passed), _share(both)])
    return table(["check", "on", "single trainings that pass", "both of two fail"], rows)


def _share(counted: dict[str, float]) -> str:
    low, share, high = (f"{100 * counted[name]:.3f}" for name in ("low", "share", "high"))
    return f"{counted['count']}/{counted['of']} = {share} % ({low} … {high})"


def _quantiles(records: Sequence[Record]) -> str:
    rows = []
    for record in records:
        for one in record["study"]:
            for name, error in one["errors"].items():
                limit = f"{'≤' if error['upper'] else '≥'} {error['limit']:g}"
                quantiles = [f"{value:.1e}" for value in error["quantiles"]]
                rows.append([_check(one), _platform(record), name, limit, *quantiles, str(error["of"])])
    return table(["check", "on", "error", "limit", "median", "95 %", "99.9 %", "worst", "trainings"], rows)


def _check(one: Record) -> str:
    return f"{one['assignment'].partition('_')[0]} {one['check']}"


def _platform(record: Record) -> str:
    return f"{record['platform'].upper()}, {record['precision']}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gpu-json", type=Path, help="ensembles.json of a GPU")
    options = parser.parse_args()
    files = [RESULTS / "ensembles.json", *([options.gpu_json] if options.gpu_json else [])]
    text = page([json.loads(file.read_text(encoding="utf-8")) for file in files])
    (RESULTS / "ensembles.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
