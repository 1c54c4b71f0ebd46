"""nbgrader's reading of our grade cells: the number behind a displayed report, and nothing else."""

from __future__ import annotations

import pytest
from IPython.core.formatters import DisplayFormatter
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question, notebook
from lecture08_utils.checking.session import Session

POINTS = 1.5
check = CheckList("public")


@check("q1", points=POINTS, hint="Count.")
def answer_is_three(student, rng):
    """The answer is three."""
    student.expect("answer", want=3.0)


CHECKED = CheckedAssignment(
    Assignment("counting", "Counting", (Question("q1", "Count"),), "numpy"), tuple(check.checks)
)


@pytest.fixture
def graded_cell(monkeypatch):
    """Runs a grade cell; its outputs stand in the order in which a kernel sends them."""
    shown = []
    monkeypatch.setattr(notebook, "_session", Session(CHECKED.assignment, None))
    monkeypatch.setattr(notebook, "load", lambda name, hidden: CHECKED)
    monkeypatch.setattr(notebook, "show", shown.append)

    def run(answer):
        namespace = {"answer": answer, "grade": notebook.grade}
        exec('points = grade("q1.answer_is_three")', namespace)
        formatted = [DisplayFormatter().format(report)[0] for report in shown]
        outputs = [new_output("display_data", data=data) for data in formatted]
        outputs.append(new_output("execute_result", data=DisplayFormatter().format(namespace["points"])[0]))
        marks = {"grade": True, "solution": False, "points": POINTS, "grade_id": "q1-test-1"}
        return new_code_cell(outputs=outputs, metadata={"nbgrader": marks})

    return run


@pytest.mark.parametrize(("answer", "points"), [(3.0, POINTS), (4.0, 0.0), ("three", 0.0), (None, 0.0)])
def test_the_number_counts_whatever_is_shown_before_it(graded_cell, answer, points):
    cell = graded_cell(answer)
    assert determine_grade(cell) == (points, POINTS)
    assert [output.output_type for output in cell.outputs] == ["display_data", "execute_result"]
