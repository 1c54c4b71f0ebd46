"""The peers' own commands, timed: `otter run`, a process per submission, and `nbgrader autograde`, one per class."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from meter import Sample, metered, read_ledger

from autograder.release.notebook import Notebook, to_json
from tests.peers.peers import Peers, full_marks

_TOTALS = """
    SELECT submitted_assignment.student_id, sum(grade.auto_score)
    FROM grade
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    GROUP BY submitted_assignment.student_id
"""


class Otter:
    """`otter run`."""

    def __init__(self, peers: Peers):
        self._peers = peers
        self._name = peers.checked.assignment.name
        self._folder = peers.folder / "otter-run"
        (self._folder / "results").mkdir(parents=True)
        (self._folder / "autograder.zip").write_bytes(peers.otter.autograder)

    def grade(self, notebook: Notebook) -> Sample:
        """Grade a correct submission, whose notebook is of otter's flavour."""
        ledger, submission = self._folder / "ledger.json", f"{self._name}.ipynb"
        (self._folder / submission).write_text(to_json(metered(notebook, ledger)), encoding="utf-8")
        started = time.perf_counter()
        _run("otter", "run", "-a", "autograder.zip", "-o", "results", "--no-logo", submission, cwd=self._folder)
        whole = time.perf_counter() - started
        results = json.loads((self._folder / "results" / "results.json").read_text(encoding="utf-8"))
        _demand_full_marks(self._peers, sum(float(test.get("score", 0.0)) for test in results["tests"]))
        return Sample(whole, read_ledger(ledger))


class Nbgrader:
    """`nbgrader autograde`."""

    def __init__(self, peers: Peers):
        self._peers = peers
        self._name = peers.checked.assignment.name
        self._course = peers.folder / "course"

    def grade(self, notebooks: Sequence[Notebook]) -> list[Sample]:
        """Grade a class of correct submissions of nbgrader's flavour; the first sample holds nbgrader's start."""
        for folder in ("submitted", "autograded"):
            shutil.rmtree(self._course / folder, ignore_errors=True)
        students = [f"student{number}" for number in range(len(notebooks))]
        ledgers = [self._peers.folder / f"{student}.json" for student in students]
        for student, notebook, ledger in zip(students, notebooks, ledgers, strict=True):
            file = self._file("submitted", student)
            file.parent.mkdir(parents=True)
            file.write_text(to_json(metered(notebook, ledger)), encoding="utf-8")
        started = time.time()
        _run("nbgrader", "autograde", self._name, cwd=self._course)
        with sqlite3.connect(self._course / "gradebook.db") as database:
            totals = dict(database.execute(_TOTALS))
        database.close()
        for student in students:
            _demand_full_marks(self._peers, totals[student])
        # Students are graded in the order of their names, and this file is the last thing that is written for each.
        ends = [self._file("autograded", student).stat().st_mtime for student in students]
        starts = [started, *ends[:-1]]
        measured = zip(starts, ends, ledgers, strict=True)
        return [Sample(end - start, read_ledger(ledger)) for start, end, ledger in measured]

    def _file(self, step: str, student: str) -> Path:
        return self._course / step / student / self._name / f"{self._name}.ipynb"


def _demand_full_marks(peers: Peers, score: float) -> None:
    full = sum(full_marks(peers.checked).values())
    if abs(score - full) > 1e-6:
        raise RuntimeError(f"a correct submission gets {score} of {full}: grading it was cut short somewhere")


def _run(module: str, *arguments: str, cwd: Path) -> None:
    binaries = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "JAX_ENABLE_COMPILATION_CACHE": "false",
        "HOME": str(cwd),
        "PATH": os.pathsep.join([binaries, os.environ["PATH"]]),
    }
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
