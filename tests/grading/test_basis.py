"""What decides whether a result of an earlier run is kept: all that could make another one, and nothing else."""

import platform
from dataclasses import replace
from types import SimpleNamespace

import pytest

from autograder.engine.model import Limits
from autograder.grading import basis
from autograder.grading.basis import basis_of

from .toy import TASK


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two assignments, and the two packages; everything that is read is below this folder."""
    for path in (
        "autograder/grader.py",
        "lecture08_utils/checks.py",
        "lecture08_utils/toy_springs/mistakes.json",
        "solutions/shared.py",
        "solutions/toy_springs/q1_force.py",
        "solutions/toy_springs/corpus/wrong_answer/sign.py",
        "solutions/toy_waves/q1_speed.py",
        "solutions/toy_springs/notes.txt",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x = 1\n")
    for package in ("autograder", "lecture08_utils"):
        monkeypatch.setattr(basis, package, SimpleNamespace(__path__=[str(tmp_path / package)]))
    return tmp_path


def digest(course, task=TASK, sandbox="bwrap", device="cpu"):
    return basis_of(task, course, sandbox=sandbox, device=device)


@pytest.mark.parametrize(
    "change",
    [
        {"task": replace(TASK, seed=1)},
        {"task": replace(TASK, stubs={**TASK.stubs, "q2": ["def energy(x, k):\n    ..."]})},
        {"task": replace(TASK, given=["import numpy as np"])},
        {"task": replace(TASK, showing={"plot(x)": frozenset({"picture"})})},
        {"task": replace(TASK, limits=Limits(question_seconds=121.0))},
        {"sandbox": "uid"},
        {"device": "gpu"},
    ],
    ids=["seed", "stubs", "given", "showing", "limits", "sandbox", "device"],
)
def test_another_way_to_grade_is_another_basis(course, change):
    assert digest(course, **change) != digest(course)


@pytest.mark.parametrize(
    "path",
    [
        "autograder/grader.py",
        "lecture08_utils/checks.py",
        "lecture08_utils/toy_springs/mistakes.json",
        "solutions/shared.py",
        "solutions/toy_springs/q1_force.py",
        "solutions/toy_springs/q9_new.py",
    ],
)
def test_other_code_is_another_basis(course, path):
    before = digest(course)
    (course / path).write_text("x = 2\n")
    assert digest(course) != before


@pytest.mark.parametrize(
    "path",
    ["solutions/toy_springs/corpus/wrong_answer/sign.py", "solutions/toy_waves/q1_speed.py", "solutions/x/notes.txt"],
)
def test_what_decides_no_result_is_no_part_of_it(course, path):
    before = digest(course)
    (course / path).parent.mkdir(exist_ok=True)
    (course / path).write_text("x = 2\n")
    assert digest(course) == before


def test_other_packages_are_another_basis(course, monkeypatch):
    before = digest(course)
    monkeypatch.setattr(basis, "distributions", lambda: [SimpleNamespace(name="jax", version="0.1")])
    assert digest(course) != before


def test_another_python_is_another_basis(course, monkeypatch):
    before = digest(course)
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    assert digest(course) != before
