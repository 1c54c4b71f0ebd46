"""A course in a folder of its own, with other assignments, by the commands that its instructor types."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .course import NAME, SOURCE_FILE, write, write_course

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("course")]


class Course:
    """A folder, and what its instructor does there."""

    def __init__(self, root: Path):
        self.root = root

    def lecture08(self, *arguments: str, status: int = 0) -> str:
        command = [sys.executable, "-c", "from lecture08_utils.cli import main; main()", *arguments]
        environment = {**os.environ, "LECTURE08_COURSE": str(self.root)}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text(encoding="utf-8")
        assert old in text
        write(self.root / file, text.replace(old, new))


@pytest.fixture
def course(tmp_path, repository) -> Course:
    write_course(tmp_path, repository)
    return Course(tmp_path)


def test_release_grade_verify_and_the_life_of_questions(course):
    said = course.lecture08("release")
    assert f"{NAME}: the untouched stub scores nothing, the reference everything." in said
    assert "up to date" in course.lecture08("release", "--check")

    submissions = course.root / "submissions"
    submissions.mkdir()
    shutil.copy(course.root / f"dist/{NAME}/reference.ipynb", submissions / "ada.ipynb")
    shutil.copy(course.root / f"assignments/{NAME}/nbgrader/{NAME}.ipynb", submissions / "bob.ipynb")
    course.lecture08("grade", "toy", "submissions", "--out", "results")
    with (course.root / "results/gradebook.csv").open(encoding="utf-8") as file:
        totals = {row["student"]: row[NAME] for row in csv.DictReader(file)}
    assert (totals["ada"], totals["bob"]) == ("5.0", "0.0")
    result = json.loads((course.root / "results/results/ada.json").read_text("utf-8"))
    assert [question["id"] for question in result["questions"]] == ["q1", "q2", "q3"]

    # A question more: two files, an entry of the corpus, its cells; and what the prose says of their number.
    written = course.lecture08("new", "toy", "q4", "--topic", "damping").splitlines()
    assert written[:4] == [
        SOURCE_FILE,
        f"lecture08_utils/{NAME}/q4_damping.py",
        f"solutions/{NAME}/q4_damping.py",
        f"solutions/{NAME}/corpus/wrong_answer/q4_damping.py",
    ]
    said = course.lecture08("release", status=1)
    assert f"{SOURCE_FILE}:" in said
    assert "there are 4" in said
    course.edit(SOURCE_FILE, "three questions and 7 points", "four questions and 9 points")
    course.lecture08("release")
    assert "q4" in (course.root / f"assignments/{NAME}/otter/{NAME}.ipynb").read_text("utf-8")
    assert "Every entry is as it expects." in course.lecture08("verify", "toy")
    course.lecture08("refresh")
    budgets = json.loads((course.root / "budgets/cpu.json").read_text("utf-8"))["assignments"]
    assert set(budgets[NAME]["questions"]) == {"q1", "q2", "q3", "q4"}
    assert "q4" in (course.root / "docs/concepts.md").read_text("utf-8")
    assert "up to date" in course.lecture08("release", "--check")

    # And one less.
    for path in [*course.root.glob(f"*/{NAME}/q4_damping.py"), *course.root.glob(f"*/{NAME}/corpus/*/q4_damping.py")]:
        path.unlink()
    text = (course.root / SOURCE_FILE).read_text("utf-8")
    begin = text.index("# %% [raw]\n# # BEGIN QUESTION\n# name: q4")
    write(course.root / SOURCE_FILE, text[:begin].replace("four questions and 9", "three questions and 7"))
    course.edit(SOURCE_FILE, "# points: 9", "# points: 7")
    course.lecture08("release")
    assert "docs/concepts.md" in course.lecture08("release", "--check", status=1)
    course.lecture08("refresh")
    assert "up to date" in course.lecture08("release", "--check")


def test_a_new_assignment_works_as_it_is(course):
    written = course.lecture08("new", "tiny_heat", "--topic", "heat_flow").splitlines()
    assert "solutions/tiny_heat/source.py" in written
    said = course.lecture08("release", "tiny_heat")
    assert "tiny_heat: the untouched stub scores nothing, the reference everything." in said
    assert "Every entry is as it expects." in course.lecture08("verify", "tiny_heat")
