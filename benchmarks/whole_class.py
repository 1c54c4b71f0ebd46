"""A class of 500 notebooks of hw1, graded with one command: time, rate and memory while it goes on.

    python benchmarks/whole_class.py [--students 500] [--jobs N]

Writes ``results/whole_class.md``. The class is made of the corpus: its accepted and its wrong answers in turn, each
with a comment of its own, so that no two files are the same.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from autograder.atomic import write_atomically  # noqa: E402
from autograder.proof.verify import corpus  # noqa: E402
from benchmarks.machine import describe  # noqa: E402

ASSIGNMENT = "hw1_autodiff"
RESULT = ROOT / "benchmarks" / "results" / "whole_class.md"
_SECONDS_BETWEEN_LOOKS = 0.5
_PARTS = 10


@dataclass(frozen=True)
class Look:
    """At one moment.

    Attributes:
        seconds: since the command began.
        done: results on disk.
        grader: bytes that the grader's own process holds.
        workers: bytes that all its children hold together; shared pages count for each.
    """

    seconds: float
    done: int
    grader: int
    workers: int


def make_class(folder: Path, students: int) -> None:
    """Write the notebooks."""
    entries = [entry for entry in corpus(ASSIGNMENT, ROOT) if entry.name.startswith(("accepted/", "wrong_answer/"))]
    notebooks = [json.loads(entry.notebook()) for entry in entries]
    for number, notebook in zip(range(students), itertools.cycle(notebooks), strict=False):
        cell = {"cell_type": "markdown", "metadata": {}, "source": f"Student {number}", "id": f"student-{number}"}
        tree = {**notebook, "cells": [*notebook["cells"], cell]}
        (folder / f"student{number:04}.ipynb").write_text(json.dumps(tree), encoding="utf-8")


def grade(submissions: Path, out: Path, jobs: int) -> list[Look]:
    """Run the command, looking at it meanwhile."""
    command = [sys.executable, "-m", "lecture08_utils.cli", "grade", ASSIGNMENT, str(submissions), "--out", str(out)]
    began = time.monotonic()
    with (out.parent / "log.txt").open("w") as log:
        process = subprocess.Popen([*command, "--jobs", str(jobs)], cwd=ROOT, stdout=log, stderr=log)
        looks = []
        while process.poll() is None:
            looks.append(look(process.pid, out, time.monotonic() - began))
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    if process.returncode:
        raise SystemExit((out.parent / "log.txt").read_text()[-3000:])
    return [*looks, Look(time.monotonic() - began, len(list((out / "results").glob("*.json"))), 0, 0)]


def look(pid: int, out: Path, seconds: float) -> Look:
    """What the command has done and holds."""
    done = len(list((out / "results").glob("*.json"))) if out.is_dir() else 0
    try:
        grader = psutil.Process(pid)
        return Look(seconds, done, grader.memory_info().rss, sum(map(_held, grader.children(recursive=True))))
    except psutil.NoSuchProcess:
        return Look(seconds, done, 0, 0)


def _held(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def page(looks: list[Look], students: int, jobs: int, student_seconds: float) -> str:
    """The figures as Markdown."""
    whole = looks[-1].seconds
    peak = max(item.grader for item in looks) / 2**20
    lines = [
        "# A whole class",
        f"{students} notebooks of {ASSIGNMENT}, `lecture08 grade --jobs {jobs}`. {describe()}",
        f"- {whole:.0f} s in all, {60 * students / whole:.0f} notebooks per minute.",
        f"- {student_seconds:.0f} s of processor time in student code, as the results count it; "
        f"{(whole * jobs - student_seconds) / students:.2f} s per notebook and job for everything else.",
        f"- The grader's own process holds at most {peak:.0f} MiB.",
        "## While it goes on",
        "| results | seconds | per notebook in this part | grader, MiB | its workers, MiB |\n|--:|--:|--:|--:|--:|",
    ]
    before = Look(0.0, 0, 0, 0)
    for part in range(1, _PARTS + 1):
        here = next(item for item in looks if item.done >= students * part // _PARTS)
        held = [item for item in looks if before.seconds <= item.seconds <= here.seconds]
        each = (here.seconds - before.seconds) / max(1, here.done - before.done)
        grader, workers = (max(getattr(item, name) for item in held) / 2**20 for name in ("grader", "workers"))
        lines.append(f"| {here.done} | {here.seconds:.0f} | {each:.2f} | {grader:.0f} | {workers:.0f} |")
        before = here
    return "\n\n".join(lines[:6]) + "\n\n" + "\n".join(lines[6:]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        submissions, out = Path(temporary) / "submissions", Path(temporary) / "out"
        submissions.mkdir()
        make_class(submissions, options.students)
        looks = grade(submissions, out, options.jobs)
        results = [json.loads(path.read_bytes()) for path in (out / "results").glob("*.json")]
        text = page(looks, options.students, options.jobs, sum(result["seconds"] for result in results))
    write_atomically(RESULT, text)
    print(text)


if __name__ == "__main__":
    main()
