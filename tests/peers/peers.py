"""Otter and nbgrader as graders: notebooks in, points per question out."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from autograder.release import read_source
from autograder.release.nbgrader import NbgraderRelease, make_nbgrader
from autograder.release.notebook import Notebook, to_json
from autograder.release.otter import OtterRelease, make_otter
from lecture08_utils.checking import CheckedAssignment, load

Scores = dict[str, float]

_OTTER_RUNS = Path(__file__).with_name("otter_runs.py")

_GRADES = """
    SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score
    FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


@dataclass(frozen=True)
class Peers:
    """One assignment, released for both tools in a folder of its own."""

    checked: CheckedAssignment
    otter: OtterRelease
    nbgrader: NbgraderRelease
    folder: Path

    def otter_scores(self, notebooks: Mapping[str, Notebook]) -> dict[str, Scores]:
        """Grade a class, student → notebook, with `otter run` for each."""
        (self.folder / "autograder.zip").write_bytes(self.otter.autograder)
        folders = [self.folder / "otter-run" / student for student in notebooks]
        for folder, notebook in zip(folders, notebooks.values(), strict=True):
            folder.mkdir(parents=True)
            submission = folder / f"{self.checked.assignment.name}.ipynb"
            submission.write_text(to_json(notebook), encoding="utf-8")
        cores = min(len(os.sched_getaffinity(0)), len(folders))
        with ThreadPoolExecutor(cores) as pool:
            for _ in pool.map(self._run_otter, [folders[start::cores] for start in range(cores)]):
                pass
        return {folder.name: _otter_points(folder / "results.json") for folder in folders}

    def _run_otter(self, folders: Sequence[Path]) -> None:
        _run(str(_OTTER_RUNS), str(self.folder / "autograder.zip"), *map(str, folders), cwd=self.folder)

    def nbgrader_scores(self, notebooks: Mapping[str, Notebook]) -> dict[str, Scores]:
        """Grade a class, student → notebook, with one `nbgrader autograde`."""
        name, course = self.checked.assignment.name, self.folder / "course"
        for student, notebook in notebooks.items():
            target = course / "submitted" / student / name / f"{name}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_text(to_json(notebook), encoding="utf-8")
        _run("-m", "nbgrader", "autograde", name, cwd=course)
        scores: dict[str, Scores] = defaultdict(lambda: defaultdict(float))
        with sqlite3.connect(course / "gradebook.db") as database:
            for student, cell, score in database.execute(_GRADES):
                if "-test-" in cell and student in notebooks:
                    scores[student][cell.split("-test-")[0]] += score
        database.close()
        return {student: dict(grades) for student, grades in scores.items()}


def make_peers(name: str, root: Path, folder: Path) -> Peers:
    """Release an assignment for both tools below `folder`."""
    source, checked = read_source(name, root), load(name, hidden=True)
    for part in ("otter", "nbgrader"):
        (folder / part).mkdir(parents=True)
    otter = make_otter(source, checked, root, folder / "otter")
    nbgrader = make_nbgrader(source, checked, folder / "course", folder / "nbgrader")
    return Peers(checked, otter, nbgrader, folder)


def full_marks(checked: CheckedAssignment) -> Scores:
    """The points of every question that is graded automatically."""
    questions = checked.assignment.questions
    return {question.id: checked.points(question.id) for question in questions if not question.is_manual}


def _otter_points(results: Path) -> Scores:
    tree = json.loads(results.read_text(encoding="utf-8"))
    return {test["name"]: float(test["score"]) for test in tree["tests"] if "score" in test}


def _run(*arguments: str, cwd: Path) -> None:
    binaries = str(Path(sys.executable).parent)
    environment = {**os.environ, "HOME": str(cwd), "PATH": os.pathsep.join([binaries, os.environ["PATH"]])}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
