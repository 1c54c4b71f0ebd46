"""Answers that know nothing earn nothing, in any assignment."""

import pytest

from autograder.grading.submission import GradingTask
from autograder.proof import degenerate
from autograder.proof.degenerate import BODIES, degenerate_notebook, grade_degenerate
from lecture08_utils.checking import Check, CheckedAssignment, assignment_names, load
from lecture08_utils.notebooks.matching import matched_cells


@pytest.mark.parametrize("name", assignment_names())
def test_every_name_is_replaced(name):
    assignment = load(name, hidden=False).assignment
    for body in BODIES.values():
        cells = matched_cells(degenerate_notebook(assignment, body), assignment)
        stubs = {cell.question: cell.source for cell in cells if cell.is_stub}
        for question in assignment.questions:
            assert all(f"def {defined}(" in stubs[question.id] for defined in question.defines)


def graded(engine, name):
    verified = grade_degenerate(engine, name, jobs=2)
    assert [item.differences for item in verified if item.finished.result is None] == []
    questions = [question for item in verified for question in item.finished.result.questions]
    verdicts = {check.verdict for question in questions for check in question.checks}
    differences = {item.entry.name: item.differences for item in verified if item.differences}
    # They were asked, and answered wrongly.
    asked = verdicts - {"time_limit_exceeded", "memory_limit_exceeded"}
    assert asked == {"wrong_answer", "run_time_error"}, differences
    return differences


def test_answers_that_know_nothing_earn_nothing(grading_engine):
    assert graded(grading_engine, "hw1_autodiff") == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in assignment_names() if name != "hw1_autodiff"])
def test_answers_that_know_nothing_earn_nothing_anywhere(name, grading_engine):
    assert graded(grading_engine, name) == {}


def test_a_check_without_an_anchor_is_found(grading_engine, monkeypatch):
    """A check that an echo passes is a difference."""
    checked = load("hw1_autodiff", hidden=False)

    def passes(student, rng):
        """Nothing is demanded."""

    check = Check("q1", passes, 1.0, "public", "")
    task = GradingTask(CheckedAssignment(checked.assignment, (check,)), {})
    monkeypatch.setattr(degenerate.course, "grading_task", lambda name, limits: task)
    monkeypatch.setattr(degenerate, "BODIES", {"zeros": "0.0"})
    [item] = grade_degenerate(grading_engine, "hw1_autodiff", jobs=1)
    assert item.differences == ("q1.passes gives 1 points for it",)
