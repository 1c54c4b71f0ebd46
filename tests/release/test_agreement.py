"""Sources and checks that do not fit are refused, in the file where the mistake is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.release.agreement import require_agreement
from autograder.release.problems import AuthoringError
from autograder.release.source import parse_source, read_source
from lecture08_utils.checking import CheckedAssignment, Question, load

from .course import NAME, PUBLIC_FOLDER, SOURCE, SOURCE_FILE

FIRST, SECOND, THIRD = (f"{PUBLIC_FOLDER}/{name}.py" for name in ("q1_force", "q2_energy", "q3_words"))


@pytest.fixture
def checked() -> CheckedAssignment:
    return load(NAME, hidden=True)


def with_questions(checked: CheckedAssignment, *questions: Question) -> CheckedAssignment:
    return replace(checked, assignment=replace(checked.assignment, questions=questions))


def problems_of(source, checked, root):
    with pytest.raises(AuthoringError) as caught:
        require_agreement(source, checked, root)
    return [(problem.file, problem.line, problem.message) for problem in caught.value.problems]


def test_the_toy_fits(course, checked):
    require_agreement(read_source(NAME, course), checked, course)


def test_a_question_that_is_not_registered(course, checked):
    first, _, last = checked.assignment.questions
    found = problems_of(read_source(NAME, course), with_questions(checked, first, last), course)
    line = SOURCE[: SOURCE.index("# name: q2")].count("\n")
    assert (SOURCE_FILE, line, f"q2 is not registered in {PUBLIC_FOLDER}.") in found


def test_a_question_without_a_block(course, checked):
    text = SOURCE[: SOURCE.rindex("# %% [raw]\n# # BEGIN QUESTION")]
    ((file, line, message),) = problems_of(parse_source(text, SOURCE_FILE, NAME), checked, course)
    assert (file, message) == (THIRD, f"q3 has no block in {SOURCE_FILE}.")
    assert '"q3"' in (course / THIRD).read_text().splitlines()[line - 1]


def test_questions_in_another_order(course, checked):
    first, second, third = checked.assignment.questions
    found = problems_of(read_source(NAME, course), with_questions(checked, second, first, third), course)
    assert found == [(SOURCE_FILE, 1, f"The questions stand in another order than in {PUBLIC_FOLDER}.")]


def test_a_name_that_no_stub_defines(course, checked):
    text = SOURCE.replace("def period(k, m):", "def periods(k, m):")
    ((file, _, message),) = problems_of(parse_source(text, SOURCE_FILE, NAME), checked, course)
    assert file == SOURCE_FILE
    assert message.startswith("q2 must define `period`")


def test_a_name_that_only_the_solution_defines(course, checked):
    text = SOURCE.replace("def force(k, x):", "# BEGIN SOLUTION\ndef force(k, x):").replace(
        "    # BEGIN SOLUTION\n    stiff", "    stiff"
    )
    text = text.replace("elongation\n    # END SOLUTION", "elongation\n# END SOLUTION")
    ((_, _, message),) = problems_of(parse_source(text, SOURCE_FILE, NAME), checked, course)
    assert message.startswith("q1 must define `force`")


def test_an_unknown_prerequisite(course, checked):
    first, second, third = checked.assignment.questions
    wrong = replace(second, prerequisites=("q7",))
    found = problems_of(read_source(NAME, course), with_questions(checked, first, wrong, third), course)
    assert [message for _, _, message in found] == ["q2 has the prerequisite q7, which does not exist."]


def test_a_question_that_is_registered_twice(course, checked):
    first, *others = checked.assignment.questions
    found = problems_of(read_source(NAME, course), with_questions(checked, first, first, *others), course)
    assert (FIRST, "q1 is registered 2 times.") in [(file, message) for file, _, message in found]


def test_two_checks_of_one_name(course, checked):
    doubled = replace(checked, checks=(*checked.checks, checked.checks[0]))
    ((file, _, message),) = problems_of(read_source(NAME, course), doubled, course)
    assert (file, message) == (
        FIRST,
        "A public and a hidden check are both called q1.force_at_two_places.",
    )


def test_a_check_of_no_question(course, checked):
    stray = replace(checked.checks[0], question="q9")
    found = problems_of(read_source(NAME, course), replace(checked, checks=(*checked.checks, stray)), course)
    assert "Check q9.force_at_two_places belongs to a question that does not exist." in [found[0][2]]


def test_a_question_that_nobody_grades(course, checked):
    *others, last = checked.assignment.questions
    changed = with_questions(checked, *others, replace(last, manual_points=0.0))
    messages = [message for _, _, message in problems_of(read_source(NAME, course), changed, course)]
    assert "q3 has neither checks nor manual points." in messages
    assert "q3 has no manual points in the registry: `manual: true` must say the same." in messages


def test_a_question_with_hidden_checks_only(course, checked):
    kept = tuple(check for check in checked.checks if check.name != "force_at_two_places")
    ((file, _, message),) = problems_of(read_source(NAME, course), replace(checked, checks=kept), course)
    assert file == FIRST
    assert message.startswith("q1 has hidden checks only")


def test_a_question_with_public_checks_only(course, checked):
    kept = tuple(check for check in checked.checks if check.name != "force_at_random_places")
    ((file, line, message),) = problems_of(read_source(NAME, course), replace(checked, checks=kept), course)
    assert file == FIRST
    assert '"q1"' in (course / FIRST).read_text().splitlines()[line - 1]
    assert message.startswith("q1 has no hidden check")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('begin("toy_springs")', "pass", "must call"),
        ("import begin, check", "import begin", "must import `check`"),
    ],
)
def test_the_first_code_cell_sets_up_the_checks(course, checked, old, new, message):
    text = SOURCE.replace(old, new)
    ((file, line, words),) = problems_of(parse_source(text, SOURCE_FILE, NAME), checked, course)
    assert (file, line) == (SOURCE_FILE, SOURCE[: SOURCE.index("from lecture08_utils")].count("\n") + 1)
    assert message in words
