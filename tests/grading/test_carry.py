"""Errors carried forward: an early mistake costs its own question alone, and forgives nothing later."""

import json

import numpy as np
import pytest

from autograder.grading.submission import GradingTask, grade_submission
from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question

from .toy import FakeEngine, as_bytes, code, ours

QUESTIONS = (
    Question("q1", "Force", defines=("force",)),
    Question("q2", "Work", defines=("work",), prerequisites=("q1",)),
    Question("q3", "Loss", defines=("loss",), prerequisites=("q2",)),
    Question("q4", "Alone", defines=("alone",)),
)
public, hidden = CheckList("public"), CheckList("hidden")


@public("q1", points=1, hint="Which way?")
def force_points_back(student, rng):
    """The force is −2x."""
    student.expect("force(3.0)", want=-6.0)


@public("q2", points=1, hint="Force times way?")
def work_is_force_times_way(student, rng):
    """Work is force times way."""
    student.expect("work(3.0, 2.0)", want=-12.0)


@hidden("q2", points=2, hint="Force times way?")
def work_at_random_places(student, rng):
    """Work is right at random places."""
    x = rng.uniform(1, 2, 5)
    student.expect("work(x, 2.0)", x=x, want=-4 * x)


@public("q3", points=2, hint="Sum of squares?")
def loss_of_two_places(student, rng):
    """The loss is the sum of squared works."""
    student.expect("loss(x)", x=np.array([1.0, 2.0]), want=20.0)


@public("q4", points=1, hint="Seven?")
def alone_is_seven(student, rng):
    """Alone is seven."""
    student.expect("alone()", want=7.0)


SOLUTIONS = {
    "q1": ["def force(x):\n    return -2 * x  # the reference"],
    "q2": ["def work(x, d):\n    return force(x) * d  # the reference"],
    "q3": ["def loss(x):\n    return float((work(x, 1.0) ** 2).sum())"],
    "q4": ["def alone():\n    return 7"],
}
STUBS = {name: [source.partition("\n")[0] + "\n    ..."] for name, (source,) in SOLUTIONS.items()}
WRONG = {
    "q1": "helper = 1\ndef force(x):\n    return 2 * x",
    "q2": "def work(x, d):\n    return force(x) / d",
    "q3": "def loss(x):\n    return 0.0",
}


def graded(*, credit: float = 1.0, **answers: str | None) -> dict:
    """The result, as the file holds it; an answer of None deletes the question's cell."""
    assignment = Assignment("toy_carry", "Carry", QUESTIONS, arrays="numpy", carried_credit=credit)
    task = GradingTask(CheckedAssignment(assignment, (*public.checks, *hidden.checks)), STUBS, lambda: SOLUTIONS)
    sources = {name: source for name, (source,) in SOLUTIONS.items()} | answers
    cells = [code("import numpy as np", **ours(None, "prose"))]
    cells += [code(source, **ours(name, "stub")) for name, source in sources.items() if source is not None]
    return grade_submission(FakeEngine(), task, "ada", as_bytes(cells)).result.to_json()


def scores(result: dict) -> list[float]:
    return [question["score"] for question in result["questions"]]


def flags(result: dict) -> list[bool]:
    return [question["carried_forward"] for question in result["questions"]]


def test_a_wrong_prerequisite_costs_its_own_points_alone():
    result = graded(q1=WRONG["q1"])
    assert scores(result) == [0, 3, 2, 1]
    assert flags(result) == [False, True, False, False]
    assert result["score"] == 6


def test_verdicts_and_messages_stay_those_of_the_first_look():
    question = graded(q1=WRONG["q1"])["questions"][1]
    assert [check["verdict"] for check in question["checks"]] == ["wrong_answer", "wrong_answer"]
    assert [check["score"] for check in question["checks"]] == [1, 2]
    assert "Returned:   12" in question["checks"][0]["message"]


def test_a_wrong_later_answer_is_not_forgiven():
    result = graded(q1=WRONG["q1"], q3=WRONG["q3"])
    assert scores(result) == [0, 3, 0, 1]
    assert scores(graded(q1=WRONG["q1"], q2=WRONG["q2"], q3=WRONG["q3"])) == [0, 0, 0, 1]


def test_prerequisites_of_prerequisites_are_replaced_too():
    result = graded(q1="def force(x):\n    return 5.0", q2=WRONG["q2"])
    assert scores(result) == [0, 0, 2, 1]
    assert flags(result) == [False, False, True, False]


@pytest.mark.parametrize("answer", [None, STUBS["q1"][0], "raise ValueError"])
def test_a_deleted_untouched_or_raising_prerequisite_is_replaced(answer):
    assert scores(graded(q1=answer)) == [0, 3, 2, 1]


def test_an_untouched_question_gains_nothing():
    result = graded(q1=WRONG["q1"], q2=STUBS["q2"][0])
    assert scores(result)[1] == 0
    assert result["questions"][1]["checks"][0]["verdict"] == "not_attempted"


def test_helpers_beside_a_replaced_answer_are_still_there():
    result = graded(q1=WRONG["q1"], q2="def work(x, d):\n    return helper * force(x) * d")
    assert scores(result) == [0, 3, 2, 1]


def test_reduced_credit_and_none():
    assert scores(graded(credit=0.5, q1=WRONG["q1"])) == [0, 1.5, 2, 1]
    assert flags(graded(credit=0.0, q1=WRONG["q1"])) == [False] * 4


def test_nothing_of_the_reference_is_in_a_result():
    assert "the reference" not in json.dumps(graded(q1=WRONG["q1"], q2=WRONG["q2"]))
    spy = "import linecache, inspect\ndef work(x, d):\n    raise ValueError(inspect.getsource(force))"
    assert "the reference" not in json.dumps(graded(q1=WRONG["q1"], q2=spy))
