"""A course folder of nbgrader with one assignment released in it, and what one does there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.grading.results import read_result
from autograder.release import read_source
from autograder.release.nbgrader import make_nbgrader
from autograder.release.notebook import to_json
from lecture08_utils.checking import load

NAME = "hw1_autodiff"


@dataclass(frozen=True)
class Course:
    """nbgrader's folder."""

    folder: Path

    def submitted(self, student):
        return self.folder / "submitted" / student / NAME / f"{NAME}.ipynb"

    def hand_in(self, student, notebook):
        self.submitted(student).parent.mkdir(parents=True, exist_ok=True)
        self.submitted(student).write_text(to_json(notebook), encoding="utf-8")

    def run(self, *arguments):
        """Run a command in the folder; its exit code and what it printed."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, "HOME": str(self.folder), "PATH": path}
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def lecture08(self, *arguments):
        code, printed = self.run("lecture08_utils.cli", *arguments)
        assert code == 0, printed[-3000:]

    def results(self):
        """Student → result."""
        found = [read_result(path.read_bytes()) for path in self.folder.glob(f"verdicts/{NAME}/results/*.json")]
        return {result.student: result for result in found}

    def points(self, student, field="auto_score"):
        """Question → what nbgrader's gradebook has, None where all is open."""
        found: dict[str, float | None] = {}
        for grade in self.grades(student):
            score = grade[field]
            question = grade["name"].partition("-")[0]
            before = found.setdefault(question, None)
            found[question] = before if score is None else score + (before or 0.0)
        return found

    def grades(self, student):
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            fields = ("name", "auto_score", "manual_score", "score", "needs_manual_grade")
            notebook = gradebook.find_submission_notebook(NAME, NAME, student)
            return [{field: getattr(grade, field) for field in fields} for grade in notebook.grades]

    def needs_a_person(self, student):
        return [grade["name"] for grade in self.grades(student) if grade["needs_manual_grade"]]

    def comment(self, student, cell):
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            return gradebook.find_comment(cell, NAME, NAME, student).comment

    def autograded(self, student):
        return json.loads((self.folder / "autograded" / student / NAME / f"{NAME}.ipynb").read_text("utf-8"))


def make_course(folder: Path, root: Path) -> Course:
    """Release the assignment into a new course below `folder`."""
    make_nbgrader(read_source(NAME, root), load(NAME, hidden=True), folder / "course", folder)
    return Course(folder / "course")
