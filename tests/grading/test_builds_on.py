"""Lost points that may come from an earlier mistake are marked, for a person to look at, and given to nobody."""

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
def work_over_no_way(student, rng):
    """No way, no work."""
    student.expect("work(3.0, 0.0)", want=0.0)


@public("q3", points=2, hint="Squared?")
def loss_of_a_place(student, rng):
    """The loss is the squared work."""
    student.expect("loss(1.0)", want=4.0)


@public("q4", points=1, hint="Seven?")
def alone_is_seven(student, rng):
    """Alone is seven."""
    student.expect("alone()", want=7.0)


RIGHT = {
    "q1": "def force(x):\n    return -2 * x",
    "q2": "def work(x, d):\n    return force(x) * d",
    "q3": "def loss(x):\n    return work(x, 1.0) ** 2",
    "q4": "def alone():\n    return 7",
}
STUBS = {name: [source.partition("\n")[0] + "\n    ..."] for name, source in RIGHT.items()}
UPHILL = "def force(x):\n    return 2 * x"
CHECKED = CheckedAssignment(
    Assignment("toy_work", "Work", QUESTIONS, arrays="numpy"), (*public.checks, *hidden.checks)
)


def graded(**answers: str | None):
    """The questions' results; an answer of None deletes the question's cell."""
    sources = RIGHT | answers
    cells = [code(source, **ours(name, "stub")) for name, source in sources.items() if source is not None]
    return grade_submission(FakeEngine(), GradingTask(CHECKED, STUBS), "ada", as_bytes(cells)).result.questions


def marks(**answers: str | None) -> dict[str, tuple[str, ...]]:
    return {item.id: item.builds_on_failed for item in graded(**answers) if item.builds_on_failed}


def test_a_question_that_fails_after_its_prerequisite_is_marked_and_gets_no_points():
    # The sign is squared away in q3, so nothing is lost there.
    assert marks(q1=UPHILL) == {"q2": ("q1",)}
    assert [item.score for item in graded(q1=UPHILL)] == [0, 2, 2, 1]


def test_prerequisites_of_prerequisites_count():
    assert marks(q1="def force(x):\n    return 5.0") == {"q2": ("q1",), "q3": ("q1", "q2")}
    assert marks(q1=UPHILL, q2="def work(x, d):\n    return -force(x) * d", q3="def loss(x):\n    return 1.0") == {
        "q3": ("q1",)
    }


@pytest.mark.parametrize("answer", [None, STUBS["q1"][0], "raise ValueError"])
def test_a_deleted_untouched_or_raising_prerequisite_has_failed(answer):
    assert marks(q1=answer)["q2"] == ("q1",)


@pytest.mark.parametrize("answer", [None, STUBS["q2"][0]])
def test_where_there_is_no_answer_there_is_nothing_to_look_at(answer):
    assert "q2" not in marks(q1=UPHILL, q2=answer)


def test_nothing_is_marked_where_the_prerequisites_are_right():
    assert marks() == {}
    assert marks(q2="def work(x, d):\n    return 0.0", q3="def loss(x):\n    return work(x, 1) + 4") == {}
    assert marks(q4="def alone():\n    return 8") == {}
