"""No question carries its answer: what reaches student code never contains what is expected of it.

The reference is graded with an evaluator that keeps every request and a `Student.expect` that keeps every expected
value; then no number or array of a hidden check's requests, and no number written in their code, may be one of its
answers. (Public checks show theirs to everybody.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.course import ROOT, grading_task
from autograder.engine import Cell
from autograder.grading.matching import cells_to_run
from autograder.release.notebook import load_notebook as read_release
from autograder.release.notebook import to_json
from autograder.release.solve import solve_release
from autograder.release.source import read_source
from lecture08_utils.checking import (
    Check,
    CheckedAssignment,
    Student,
    assignment_names,
    check_seed,
    decode,
    load,
    run_check,
)
from lecture08_utils.notebooks.matching import matched_cells

# Numbers that say nothing: a residual that vanishes, a norm of one.
_TRIVIAL = (0.0, 1.0, -1.0)


class Recorder:
    """Passes requests on and keeps them."""

    def __init__(self, evaluator):
        self.requests: list[dict[str, Any]] = []
        self._evaluator = evaluator

    def answer(self, message: bytes) -> bytes:
        self.requests.append(decode(message))
        return self._evaluator.answer(message)

    def source_line(self, filename: str, line: int) -> str:
        return self._evaluator.source_line(filename, line)


def numbers_in(value: Any) -> Iterator[np.ndarray]:
    """Every number and array in plain data, flat."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, bool | str) or value is None:
        return
    else:
        array = np.asarray(value)
        if array.dtype.kind in "iuf":
            yield array.astype(float).ravel()


def numbers_written_in(code: str) -> Iterator[np.ndarray]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield np.array([float(node.value)])


def shown_numbers(request: dict[str, Any]) -> Iterator[np.ndarray]:
    yield from numbers_in(request.get("data", {}))
    yield from numbers_written_in(request.get("code", request.get("expression", "")))


def answers(want: Any) -> Iterator[np.ndarray]:
    """What would give an expected value away: all of it, or its one number."""
    flat = np.asarray(want, dtype=float).ravel()
    if flat.size and not np.isin(flat, _TRIVIAL).all():
        yield flat
        if np.ptp(flat) == 0:
            yield flat[:1]


def is_given_away(answer: np.ndarray, shown: np.ndarray) -> bool:
    """Whether they are the same, or are up to one sign for all."""
    if answer.size != shown.size:
        return False
    return any(np.allclose(sign * shown, answer, rtol=1e-6, atol=0) for sign in (1, -1))


def test_the_detector_detects():
    assert is_given_away(*answers([2.0, 3.0]), np.array([-2.0, -3.0]))
    assert not is_given_away(*answers([2.0, 3.0]), np.array([2.0, -3.0]))
    assert list(answers([0.0, 1.0])) == []
    request = {"op": "ask", "expression": "f(-0.5, x)", "data": {"x": [np.arange(3), {"y": 2}], "name": "a"}}
    assert [list(numbers) for numbers in shown_numbers(request)] == [[0, 1, 2], [2], [0.5]]


def reference_cells(name: str, checked: CheckedAssignment) -> list[Cell]:
    """The solved notebook, as it is graded."""
    release = read_release(ROOT / "assignments" / name / "otter" / f"{name}.ipynb")
    solved = to_json(solve_release(release, read_source(name, ROOT))).encode()
    return cells_to_run(matched_cells(solved, checked.assignment), (), grading_task(name).showing)


def given_away(checked: CheckedAssignment, check: Check, evaluator, monkeypatch) -> list[str]:
    """The answers of a check that stood in what was sent before they were due, as sentences."""
    recorder = Recorder(evaluator)
    found = []
    honest = Student.expect

    def expect(self, expression, *, want, **rest):
        got = honest(self, expression, want=want, **rest)
        # What is sent later, such as the student's own answer for another function, tells nothing any more.
        shown = [numbers for request in recorder.requests for numbers in shown_numbers(request)]
        for answer in answers(want):
            if any(is_given_away(answer, numbers) for numbers in shown):
                found.append(f"{check.id} sends {answer[:3]}, which is its answer")
        return got

    with monkeypatch.context() as patch:
        patch.setattr(Student, "expect", expect)
        outcome = run_check(checked, check, recorder, check_seed("1", checked.assignment.name, check.id))
    assert outcome.failure is None, f"{check.id}: {outcome.failure}"
    return found


# Checks that are tried again are those that train, for seconds each.
@pytest.mark.parametrize("trains", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", assignment_names())
def test_no_request_of_a_hidden_check_contains_an_expected_value(name, trains, grading_engine, monkeypatch):
    checked = load(name, hidden=True)
    found = []
    with grading_engine.run(reference_cells(name, checked), arrays=checked.assignment.arrays, seed=1) as run:
        for question in checked.assignment.questions:
            with run.question(question.id) as evaluator:
                for check in checked.of_question(question.id, "hidden"):
                    if bool(check.retries) == trains:
                        found += given_away(checked, check, evaluator, monkeypatch)
    assert not found, "\n".join(found)
