"""Put the figures that `gpu.sh` brought from a GPU where they belong.

    python benchmarks/gpu_report.py FOLDER

Writes ``autograder/budgets/gpu.json``, from which the limits of ``--device gpu`` follow, and in
``benchmarks/results`` ``ensembles_gpu.json``, the page ``ensembles.md`` with both devices, and ``gpu.md``: the
processor and the GPU of one machine side by side.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from autograder.budgets.budget_file import FOLDER, AssignmentBudget, Budget, read_budgets  # noqa: E402
from benchmarks.ensemble_report import page, speed, table  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"

_BUDGETS = """\
## The references

Seconds of each question's cells and checks together, on one core of the processor (processor time) and on the GPU
(wall time, devices synchronised); in brackets the part in which JAX compiles. *GPU / CPU* above 1: the GPU is slower.
"""
_CLASS = """\
## A class, graded with `--device gpu` in the sandbox

Entries of the corpus, honest and hostile. *Expected* is what the processor gives.
"""
_SPEED = """\
## Ensembles

One compiled call trains all networks of an ensemble, each from its own seed; see [ensembles.md](ensembles.md).
"""


def report(figures: Path) -> str:
    """The page.

    Args:
        figures: the folder that `gpu.sh` filled. Steps that were cut off are named, and what they lack left out. What
            whoever ran it has to say stands in its `remarks.md`.
    """
    machine = _json(figures / "machine.json")
    card = {"name": "a card that the driver does not name", "driver_version": "unknown", **machine["card"]}
    gpu, cpu = read_budgets("gpu", figures / "measured"), read_budgets("cpu", figures / "compared")
    ensembles = [_json(path / "ensembles.json") for path in (figures, figures / "compared")]
    parts = [
        f"# On a GPU: {card['name']}\n",
        f"{machine['date']}: {card['name']}, driver {card['driver_version']}; {machine['device_name']}, "
        f"{machine['cores']} cores; Linux {machine['kernel']}; "
        + ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
        + f"; sandbox {machine['sandbox']}.\n",
        *_cut_off((figures / "steps.tsv").read_text(encoding="utf-8")),
        *_remarks(figures / "remarks.md"),
        _BUDGETS,
        table(["assignment", "question", "CPU, s", "GPU, s", "GPU / CPU"], list(_side_by_side(cpu, gpu))),
        _verdict(cpu, gpu),
        _CLASS,
        table(["submission", "score", "expected", "GPU, s"], list(_class(_json(figures / "class.json")))),
        _SPEED,
        speed([record for record in ensembles if record]),
        "`benchmarks/gpu.sh`, then `python benchmarks/gpu_report.py`.",
    ]
    return "\n".join(parts) + "\n"


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _remarks(path: Path) -> list[str]:
    return [path.read_text(encoding="utf-8")] if path.is_file() else []


def _cut_off(steps: str) -> Iterator[str]:
    for line in steps.splitlines()[1:]:
        name, status, seconds = line.split("\t")
        if status != "0":
            yield f"The step *{name}* ended with status {status} after {seconds} s; what it lacks was not measured.\n"


def _parts(budget: AssignmentBudget) -> dict[str, Budget]:
    return {"given cells": budget.given, **budget.questions}


def _side_by_side(
    cpu: Mapping[str, AssignmentBudget], gpu: Mapping[str, AssignmentBudget]
) -> Iterator[Sequence[str]]:
    for name, measured in gpu.items():
        others = _parts(cpu[name]) if name in cpu else {}
        for question, item in _parts(measured).items():
            other = others.get(question)
            ratio = f"{item.median / other.median:.2g}" if other and other.median >= 0.1 else "–"
            yield [name, question, _seconds(other), _seconds(item), ratio]
        here, there = _total(measured), _total(cpu[name]) if name in cpu else None
        yield [name, "**all**", "–" if there is None else f"{there:.1f}", f"{here:.1f}", _ratio(here, there)]


def _seconds(item: Budget | None) -> str:
    return "–" if item is None else f"{item.median:.2f} ({item.cells.compile + item.asks.compile:.2f})"


def _total(budget: AssignmentBudget) -> float:
    return sum(item.median for item in _parts(budget).values())


def _ratio(here: float, there: float | None) -> str:
    return f"{here / there:.2g}" if there else "–"


def _verdict(cpu: Mapping[str, AssignmentBudget], gpu: Mapping[str, AssignmentBudget]) -> str:
    both = sorted(cpu.keys() & gpu.keys())
    slower = [name for name in both if _total(gpu[name]) > _total(cpu[name])]
    if not both:
        return "Nothing was measured on both, so nothing is compared.\n"
    if not slower:
        return f"Faster on the GPU: all of {', '.join(both)}.\n"
    return f"Slower on the GPU than on one core of the processor: {', '.join(slower)}. These networks are small.\n"


def _class(graded: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for row in graded.get("rows", ()):
        if row["graded"]:
            mark = "" if not row["differs"] else f" ✗ {', '.join(row['differs'])}"
            yield [row["entry"], f"{row['score']:g}{mark}", f"{row['expected']:g}", f"{row['seconds']:.1f}"]
        else:
            yield [row["entry"], "not graded", "–", "–"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figures", type=Path, help="the folder that gpu.sh filled")
    figures = parser.parse_args().figures
    if _json(figures / "machine.json").get("device") != "gpu":
        sys.exit(f"{figures} holds no figures of a GPU; those of a rehearsal are not published.")
    if not (figures / "measured" / "gpu.json").is_file():
        sys.exit(f"{figures} holds no budgets of a GPU, which all else builds on.")
    text = report(figures)
    shutil.copyfile(figures / "measured" / "gpu.json", FOLDER / "gpu.json")
    (RESULTS / "gpu.md").write_text(text, encoding="utf-8")
    if (figures / "ensembles.json").is_file():
        shutil.copyfile(figures / "ensembles.json", RESULTS / "ensembles_gpu.json")
        records = [_json(RESULTS / name) for name in ("ensembles.json", "ensembles_gpu.json")]
        (RESULTS / "ensembles.md").write_text(page(records), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
