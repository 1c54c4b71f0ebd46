"""The end of a release: what the stub and the reference score, and when they are graded again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.results import CheckResult, QuestionResult, Result
from autograder.rehearsal import rehearsal
from autograder.release import read_source
from autograder.release.notebook import make_cell, make_notebook, to_json
from autograder.release.trial import CannotGrade, try_out
from lecture08_utils.checking import CheckedAssignment, load

from .course import (
    MISTAKES,
    NAME,
    PRIVATE_FILES,
    PUBLIC_ENERGY,
    PUBLIC_FILES,
    PUBLIC_FOLDER,
    SOURCE,
    SOURCE_FILE,
    write,
)

STUB, REFERENCE = b"stub", b"reference"


@pytest.fixture
def checked() -> CheckedAssignment:
    return load(NAME, hidden=True)


class Grader:
    """Gives what it is told to: checks that pass, by notebook."""

    def __init__(self, stub=(), reference=None):
        self.passed = {STUB: stub, REFERENCE: reference}
        self.graded = []

    def __call__(self, checked, content):
        self.graded.append(content)
        passed = self.passed[content]
        return result([(check, passed is None or check.name in passed) for check in checked.checks])


def result(outcomes) -> Result:
    checks = tuple(
        CheckResult(
            id=check.id,
            visibility=check.visibility,
            score=check.points if passed else 0.0,
            max_score=check.points,
            verdict="accepted" if passed else "wrong_answer",
            misconception=None,
            message="as expected" if passed else "The error is 2.",
        )
        for check, passed in outcomes
    )
    question = QuestionResult("q1", 0.0, 0.0, 0.0, False, 0.0, (), None, 0.0, 0.0, checks)
    return Result(NAME, "release", None, 0, "graded", None, 0.0, 0.0, 0.0, 0.0, (question,))


def tried(checked, course, grade):
    said = []
    return try_out(checked, STUB, REFERENCE, course, grade, said.append), said


def test_what_came_out_well_is_not_graded_again(course, checked):
    grade = Grader()
    problems, said = tried(checked, course, grade)
    assert problems == []
    assert grade.graded == [STUB, REFERENCE]
    assert said[-1] == f"{NAME}: the untouched stub scores nothing, the reference everything."
    assert tried(checked, course, grade) == ([], [])
    assert len(grade.graded) == 2


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (SOURCE_FILE, SOURCE),
        (f"{PUBLIC_FOLDER}/mistakes.json", MISTAKES),
        *PUBLIC_FILES.items(),
        *PRIVATE_FILES.items(),
    ],
)
def test_a_change_is_graded(course, checked, file, text):
    grade = Grader()
    tried(checked, course, grade)
    write(course / file, text + "\n")
    tried(checked, course, grade)
    assert len(grade.graded) == 4


def test_a_check_that_always_passes(course, checked):
    grade = Grader(stub=["energy_at_one_place"])
    ((problem,), _) = tried(checked, course, grade)
    assert "q2.energy_at_one_place gives the untouched stub 0.5 points" in problem.message
    line = next(number for number, text in enumerate(PUBLIC_ENERGY.splitlines(), 1) if '@check("q2"' in text)
    assert (problem.file, problem.line) == ("q2_energy.py", line)
    assert len(tried(checked, course, grade)[0]) == 1


def test_a_check_that_breaks_on_what_a_stub_returns(course, checked):
    def grade(checked, content):
        right = result([(check, content == REFERENCE) for check in checked.checks])
        if content == REFERENCE:
            return right
        (question,) = right.questions
        broken = replace(question.checks[0], verdict="not_graded")
        return replace(right, questions=(replace(question, checks=(broken, *question.checks[1:])),))

    ((problem,), _) = tried(checked, course, grade)
    assert f"{checked.checks[0].id} breaks on the untouched stub" in problem.message


def test_a_reference_that_is_wrong(course, checked):
    right = [check.name for check in checked.checks if check.name != "slow_for_heavy_masses"]
    ((problem,), _) = tried(checked, course, Grader(reference=right))
    assert problem.message.startswith("The reference does not pass q2.slow_for_heavy_masses: The error is 2.")


def test_a_machine_without_a_sandbox(course, checked):
    def grade(checked, content):
        raise CannotGrade("There is no safe sandbox on this machine.")

    problems, said = tried(checked, course, grade)
    assert problems == []
    assert said[-1].endswith("were not graded. There is no safe sandbox on this machine.")
    assert tried(checked, course, Grader())[1]


def notebook(source, text_of) -> bytes:
    answers = [cell for cell in source.cells if cell.is_answer and cell.kind == "code"]
    return to_json(
        make_notebook([make_cell("code", text_of(cell), cell.question, cell.role) for cell in answers])
    ).encode()


def test_the_real_engine(course, checked):
    """A check that is content with anything is found, although an untouched stub is never asked in grading."""

    def force_at_two_places(student, rng):
        """Asks for nothing."""

    generous, *others = checked.checks
    spoilt = replace(checked, checks=(replace(generous, function=force_at_two_places), *others))
    source, said = read_source(NAME, course), []
    stub, reference = notebook(source, lambda cell: cell.stub), notebook(source, lambda cell: cell.solved)
    with rehearsal() as grade:
        problems = try_out(spoilt, stub, reference, course, grade, said.append)
        if "were not graded" in said[-1]:
            pytest.skip(said[-1])
        assert ["gives the untouched stub 1 points" in problem.message for problem in problems] == [True]
        assert try_out(checked, stub, reference, course, grade, said.append) == []


def test_other_notebooks_and_a_changed_package_are_graded(course, checked):
    grade = Grader()
    tried(checked, course, grade)
    other = REFERENCE + b"\n"
    grade.passed[other] = grade.passed[REFERENCE]
    try_out(checked, STUB, other, course, grade, report=lambda sentence: None)
    write(course / "lecture08_utils" / "training.py", "# another one\n")
    try_out(checked, STUB, other, course, grade, report=lambda sentence: None)
    assert len(grade.graded) == 6
