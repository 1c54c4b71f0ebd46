"""Where a question's report tells its reader to begin."""

import pytest

from lecture08_utils.checking import (
    Assignment,
    CheckedAssignment,
    CheckList,
    LocalEvaluator,
    Question,
    report_on,
)

ASSIGNMENT = Assignment(
    "toy",
    "Toy",
    (
        Question("q1", "Force", defines=("force",)),
        Question("q2", "Training", defines=("train",)),
        Question("q3", "Motion", defines=("move",), prerequisites=("q1", "q2")),
        Question("q4", "Essay", manual_points=2),
    ),
    arrays="numpy",
)
GOOD = {"force": lambda r: -r, "train": lambda: 1.0, "move": lambda r: 2 * r}

check = CheckList("public")


@check("q1", points=1, hint="Downhill?")
def force(student, rng):
    """The force of a spring."""
    student.expect("force(2.0)", want=-2.0)


@check("q2", points=1, hint="Trained?", retries=1)
def training(student, rng):
    """A training, which takes long."""
    student.expect("train()", want=1.0)


@check("q3", points=1, hint="Which way?")
def motion(student, rng):
    """A step."""
    student.expect("move(3.0)", want=6.0)


@check("q3", points=1, hint="How far?")
def longer_motion(student, rng):
    """Ten steps."""
    student.expect("move(30.0)", want=60.0)


CHECKED = CheckedAssignment(ASSIGNMENT, tuple(check.checks))


def report(question, **answers):
    return report_on(CHECKED, question, LocalEvaluator(GOOD | answers, ASSIGNMENT))


def test_a_question_that_passes_needs_no_advice():
    assert report("q3").note == ""
    assert report("q3", force=lambda r: r).note == ""


def test_a_failure_may_follow_from_a_question_before():
    note = report("q3", force=lambda r: r, move=lambda r: r).note
    assert note == "q3 builds on q1, where a check fails as well: begin there."


def test_nothing_is_trained_for_advice():
    calls = []
    note = report("q3", train=lambda: calls.append(1), move=lambda r: r).note
    assert calls == []
    assert note == "Begin with the first of them: the others may follow from it."


def test_a_single_failure_is_where_to_begin():
    assert report("q3", move=lambda r: 2 * r if r < 10 else r).note == ""


def test_a_question_for_a_person_says_so():
    assert "read by a person" in repr(report("q4"))


def test_an_unknown_question_is_an_error():
    with pytest.raises(KeyError, match="q9"):
        report("q9")
