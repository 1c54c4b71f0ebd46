"""Reference, untouched release and the portable part of the corpus: three graders, the same points per question."""

from __future__ import annotations

import pytest

from autograder.authoring import build_submission, read_source
from autograder.authoring.corpus import solve_release
from autograder.authoring.notebook import to_json
from autograder.course import grading_task
from autograder.engine import Engine
from autograder.grading.submission import grade_submission
from autograder.verify import corpus

from .peers import full_marks

pytestmark = pytest.mark.slow

NAME = "hw4_oscillator"
FLAVOURS = ("otter", "nbgrader")
# Right in another way, wrong in training, wrong in single formulas. Two of them train, a minute each in either tool.
ENTRIES = (
    "accepted/another_style",
    "wrong_answer/argnums_only_once",
    "wrong_answer/columns_exchanged",
    "wrong_answer/mean_for_integral",
    "wrong_answer/quotient_without_norm",
    "wrong_answer/weights_exchanged",
)


@pytest.fixture(scope="module")
def submissions(oscillator, repository):
    """Name → flavour → notebook."""
    source = read_source(NAME, repository)
    releases = {flavour: getattr(oscillator, flavour).notebook for flavour in FLAVOURS}
    found = {"untouched release": releases}
    found["reference"] = {flavour: solve_release(notebook, source) for flavour, notebook in releases.items()}
    entries = {entry.name: entry for entry in corpus(NAME, repository)}
    for name in ENTRIES:
        assert entries[name].expected.portable
        path = entries[name].path
        found[name] = {flavour: build_submission(path, repository, flavour) for flavour in FLAVOURS}
    return found


@pytest.fixture(scope="module")
def scores(oscillator, submissions):
    """Grader → name of the submission → points per question."""
    students = {name: f"student{number}" for number, name in enumerate(submissions)}
    graded = oscillator.nbgrader_scores({students[name]: made["nbgrader"] for name, made in submissions.items()})
    with Engine() as engine:
        ours = {name: _our_scores(engine, made["otter"]) for name, made in submissions.items()}
    return {
        "ours": ours,
        "otter": {name: oscillator.otter_scores(made["otter"]) for name, made in submissions.items()},
        "nbgrader": {name: graded[student] for name, student in students.items()},
    }


def _our_scores(engine, notebook):
    result = grade_submission(engine, grading_task(NAME), "student", to_json(notebook).encode()).result
    return {question.id: question.score for question in result.questions if question.checks}


def test_the_reference_gets_full_marks(oscillator, scores):
    full = full_marks(oscillator.checked)
    assert {grader: graded["reference"] for grader, graded in scores.items()} == dict.fromkeys(scores, full)


def test_an_untouched_release_gets_nothing(oscillator, scores):
    nothing = dict.fromkeys(full_marks(oscillator.checked), 0.0)
    assert {grader: graded["untouched release"] for grader, graded in scores.items()} == dict.fromkeys(
        scores, nothing
    )


def test_three_graders_agree_question_by_question(submissions, scores, report_table):
    report_table("Points of the same submissions in otter, nbgrader and here", _table(submissions, scores))
    different = [
        f"{name} {question}: {points} here, {scores[peer][name][question]} in {peer}"
        for name in submissions
        for question, points in scores["ours"][name].items()
        for peer in FLAVOURS
        if abs(scores[peer][name][question] - points) > 1e-6
    ]
    assert different == []


def _table(submissions, scores):
    questions = list(scores["ours"]["reference"])
    lines = [
        f"| submission | grader | {' | '.join(questions)} | total |",
        "|---|---|" + "--:|" * (len(questions) + 1),
    ]
    for name in submissions:
        for grader, graded in scores.items():
            points = [graded[name][question] for question in questions]
            cells = [f"{value:g}" for value in (*points, sum(points))]
            lines.append(f"| {name} | {grader} | {' | '.join(cells)} |")
    return "\n".join(lines)
