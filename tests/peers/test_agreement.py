"""Reference, untouched release and a part of the corpus: three graders, the same points per question.

What our grader gives is what an entry expects: `tests/corpus/test_corpus.py` grades all of them. The two others need
ten seconds and more for each, so they grade one wrong answer of each question.
"""

from __future__ import annotations

import pytest

from autograder.proof.verify import corpus
from autograder.release import build_submission
from lecture08_utils.checking import assignment_names

from .peers import full_marks, make_peers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("peers")]

FLAVOURS = ("otter", "nbgrader")
REFERENCE, UNTOUCHED = "accepted/reference", "wrong_answer/untouched"


@pytest.fixture(scope="module", params=assignment_names())
def peers(request, tmp_path_factory, repository):
    return make_peers(request.param, repository, tmp_path_factory.mktemp("peers"))


@pytest.fixture(scope="module")
def portable(peers, repository):
    """Name → entry: of those that the other graders can grade, as few as show a wrong answer to each question."""
    entries = [entry for entry in corpus(peers.checked.assignment.name, repository) if entry.expected.portable]
    found = {entry.name: entry for entry in entries if entry.name in (REFERENCE, UNTOUCHED)}
    wrongly_answered = set()
    for entry in entries:
        answered = {check.partition(".")[0] for check in entry.expected.verdicts if is_failed(entry, check)}
        if answered - wrongly_answered:
            wrongly_answered |= answered
            found[entry.name] = entry
    assert found.keys() >= {REFERENCE, UNTOUCHED}
    assert wrongly_answered == full_marks(peers.checked).keys()
    return found


def is_failed(entry, check):
    return entry.expected.verdicts[check] not in ("accepted", "not_attempted")


@pytest.fixture(scope="module")
def submissions(peers, portable, repository):
    """Name → flavour → notebook."""
    found = {
        name: {flavour: build_submission(entry.path, repository, flavour) for flavour in FLAVOURS}
        for name, entry in portable.items()
    }
    # The real release, and not only what the corpus makes of it.
    found[UNTOUCHED] = {flavour: getattr(peers, flavour).notebook for flavour in FLAVOURS}
    return found


@pytest.fixture(scope="module")
def scores(peers, portable, submissions):
    """Grader → name of the submission → points per question."""
    students = {name: f"student{number}" for number, name in enumerate(submissions)}
    made = {flavour: {students[name]: both[flavour] for name, both in submissions.items()} for flavour in FLAVOURS}
    full = full_marks(peers.checked)
    ours = {name: full | entry.expected.questions for name, entry in portable.items()}
    graded = {
        "ours": {students[name]: points for name, points in ours.items()},
        "otter": peers.otter_scores(made["otter"]),
        "nbgrader": peers.nbgrader_scores(made["nbgrader"]),
    }
    return {
        grader: {name: points[student] for name, student in students.items()} for grader, points in graded.items()
    }


def test_the_reference_gets_full_marks(peers, scores):
    full = full_marks(peers.checked)
    assert {grader: graded[REFERENCE] for grader, graded in scores.items()} == dict.fromkeys(scores, full)


def test_an_untouched_release_gets_nothing(peers, scores):
    nothing = dict.fromkeys(full_marks(peers.checked), 0.0)
    assert {grader: graded[UNTOUCHED] for grader, graded in scores.items()} == dict.fromkeys(scores, nothing)


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
