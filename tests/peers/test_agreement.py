"""Reference, untouched release and wrong answers to every question: three graders, the same points per question.

The two others need ten seconds and more for each submission, so wrong answers share a few.
"""

from __future__ import annotations

from functools import partial

import pytest

from autograder.budgets.choose import choose_limits
from autograder.course import grading_task
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission
from autograder.proof.verify import corpus
from autograder.release import build_submission
from autograder.release.notebook import to_json
from lecture08_utils.checking import assignment_names

from .mixed import mix
from .peers import full_marks, make_peers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("peers")]

FLAVOURS = ("otter", "nbgrader")
REFERENCE, UNTOUCHED = "reference", "untouched"


@pytest.fixture(scope="module", params=assignment_names())
def peers(request, tmp_path_factory, repository):
    return make_peers(request.param, repository, tmp_path_factory.mktemp("peers"))


@pytest.fixture(scope="module")
def submissions(peers, repository, tmp_path_factory):
    """Name → flavour → notebook."""
    name = peers.checked.assignment.name
    entries = [entry for entry in corpus(name, repository) if entry.expected.portable]
    wrong = [entry for entry in entries if entry.name.startswith("wrong_answer/")]
    (reference,) = (entry.path for entry in entries if entry.name == "accepted/reference")
    scripts = {REFERENCE: reference}
    # Where a script lies says whose assignment it answers.
    folder = tmp_path_factory.mktemp("mixed") / name / "corpus" / "wrong_answer"
    for number, mixture in enumerate(mix(wrong, with_points(peers), repository), start=1):
        scripts[f"mixed{number}"] = folder / f"mixed{number}.py"
        mixture.write(scripts[f"mixed{number}"])
    found = {
        name: {flavour: build_submission(path, repository, flavour) for flavour in FLAVOURS}
        for name, path in scripts.items()
    }
    # The real release, and not only what the corpus makes of it.
    found[UNTOUCHED] = {flavour: getattr(peers, flavour).notebook for flavour in FLAVOURS}
    return found


@pytest.fixture(scope="module")
def scores(peers, submissions, grading_engine, tmp_path_factory):
    """Grader → name of the submission → points per question."""
    made = {flavour: {name: both[flavour] for name, both in submissions.items()} for flavour in FLAVOURS}
    return {
        "ours": our_scores(peers.checked.assignment, made["otter"], grading_engine, tmp_path_factory.mktemp("ours")),
        "otter": peers.otter_scores(made["otter"]),
        "nbgrader": peers.nbgrader_scores(made["nbgrader"]),
    }


def with_points(peers):
    """Question → points, without challenges."""
    return {question: points for question, points in full_marks(peers.checked).items() if points}


def our_scores(assignment, notebooks, engine, out):
    """Name of the submission → points per question."""
    task = grading_task(assignment.name, limits=choose_limits(engine, assignment).limits)
    contents = {name: to_json(notebook).encode() for name, notebook in notebooks.items()}
    students = [Submission(name, name, partial(contents.__getitem__, name)) for name in contents]
    graded = grade_class(engine, task, students, out, jobs=2)
    return {
        item.student: {one.id: one.automatic_score for one in item.result.questions if not one.needs_grading}
        for item in graded.finished
    }


def test_the_reference_gets_full_marks(peers, scores):
    full = full_marks(peers.checked)
    assert {grader: graded[REFERENCE] for grader, graded in scores.items()} == dict.fromkeys(scores, full)


def test_an_untouched_release_gets_nothing(peers, scores):
    nothing = dict.fromkeys(full_marks(peers.checked), 0.0)
    assert {grader: graded[UNTOUCHED] for grader, graded in scores.items()} == dict.fromkeys(scores, nothing)


def test_every_question_is_answered_wrongly_by_one(peers, scores):
    """Else the graders might agree for want of differences."""
    full = with_points(peers)
    mixed = [points for name, points in scores["ours"].items() if name not in (REFERENCE, UNTOUCHED)]
    shares = [(question, points[question] / full[question]) for points in mixed for question in full]
    assert {question for question, share in shares if share < 1} == full.keys()
    assert any(share == 1 for _, share in shares)
    assert any(0 < share < 1 for _, share in shares)


def test_three_graders_agree_question_by_question(peers, submissions, scores, report_table):
    title = f"{peers.checked.assignment.name}: points of the same submissions in otter, nbgrader and here"
    report_table(title, _table(submissions, scores))
    different = [
        f"{name} {question}: {points} here, {scores[peer][name][question]} in {peer}"
        for name in submissions
        for question, points in scores["ours"][name].items()
        for peer in FLAVOURS
        if abs(scores[peer][name][question] - points) > 1e-6
    ]
    assert different == []


def _table(submissions, scores):
    questions = list(scores["ours"][REFERENCE])
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
