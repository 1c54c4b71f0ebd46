"""A result as the scores of nbgrader's cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.results import Adjustment, CheckResult, QuestionResult, Result
from autograder.nbgrader_bridge.cells import grade_cells, released_cells
from autograder.nbgrader_bridge.scores import GradeCell, OtherRelease, cell_scores, comments, share_out
from autograder.release import read_source
from autograder.release.flavours import grade_ids, nbgrader_source
from lecture08_utils.checking import assignment_names, load

CELLS = [
    GradeCell("q1-test-1", "q1", "q1.public", 0.5),
    GradeCell("q1-test-2", "q1", "q1.hidden", 1.5),
    GradeCell("q2-answer-1", "q2", None, 2.0),
]


def check(name, score, worth, verdict="accepted", message=""):
    return CheckResult(name, "public", score, worth, verdict, None, message)


def question(name, checks, worth, **changes):
    score = sum(item.score for item in checks) if checks else None
    return replace(
        QuestionResult(name, score, score, worth, not checks, 0.0, (), None, 0.0, 0.0, tuple(checks)), **changes
    )


def result(*questions, status="graded", error=None):
    return Result("hw", "ada", "0" * 64, 0, status, error, 0.0, 0.0, 4.0, 0.0, questions)


FIRST = question("q1", [check("q1.public", 0.5, 0.5), check("q1.hidden", 0.75, 1.5, "wrong_answer", "Why?")], 2.0)
SECOND = question("q2", [], 2.0)


def scores(*questions, **changes):
    return {name: item.score for name, item in cell_scores(result(*questions, **changes), CELLS).items()}


def test_each_cell_gets_the_score_of_its_check_and_a_person_judges_the_rest():
    assert scores(FIRST, SECOND) == {"q1-test-1": 0.5, "q1-test-2": 0.75, "q2-answer-1": None}


def test_below_a_cell_stand_points_verdict_and_message():
    found = cell_scores(result(FIRST, SECOND), CELLS)
    assert found["q1-test-1"].text == "0.5 of 0.5 points: accepted"
    assert found["q1-test-2"].text == "0.75 of 1.5 points: wrong answer\nWhy?"


def test_long_sentences_are_wrapped_and_code_is_not():
    code, hint = f"Asked:      f({'1, ' * 60})", f"Hint:       {'Which way? ' * 20}".rstrip()
    failed = question("q1", [FIRST.checks[0], replace(FIRST.checks[1], message=f"{code}\n{hint}")], 2.0)
    lines = cell_scores(result(failed, SECOND), CELLS)["q1-test-2"].text.split("\n")
    assert lines[1] == code
    assert len(lines) > 3
    assert max(map(len, lines[2:])) <= 110
    assert " ".join(" ".join(lines[2:]).split()) == " ".join(hint.split())


@pytest.mark.parametrize("broken", [float("nan"), -1.0])
def test_no_odd_score_becomes_full_marks(broken):
    odd = question("q1", [check("q1.public", broken, 0.5), check("q1.hidden", 1.5, 1.5)], 2.0)
    assert scores(odd, SECOND)["q1-test-1"] == 0.0


def test_a_check_that_broke_waits_for_a_person():
    broken = question("q1", [check("q1.public", 0.0, 0.5, "not_graded"), check("q1.hidden", 1.5, 1.5)], 2.0)
    broken = replace(broken, not_graded=0.5)
    assert scores(broken, SECOND)["q1-test-1"] is None
    assert comments(result(broken)) == {"q1": "0.5 points are not graded yet."}
    by_hand = replace(broken, adjustment=Adjustment(2.0, "right"))
    assert scores(by_hand, SECOND)["q1-test-1"] == 0.5


@pytest.mark.parametrize(
    ("points", "shared"),
    [(2.0, [0.5, 1.5]), (1.5, [0.5, 1.0]), (1.0, [0.5, 0.5]), (0.25, [0.25, 0.0]), (0, [0, 0])],
)
def test_points_by_hand_are_shared_out_over_the_cells_of_a_question(points, shared):
    by_hand = replace(FIRST, adjustment=Adjustment(points, "see q0"), score=points)
    given = replace(SECOND, adjustment=Adjustment(1.25, ""), score=1.25)
    assert scores(by_hand, given) == {"q1-test-1": shared[0], "q1-test-2": shared[1], "q2-answer-1": 1.25}
    assert comments(result(by_hand, given)) == {
        "q1": f"{points:g} of 2 points by hand instead of 1.25: see q0",
        "q2": "1.25 of 2 points by hand.",
    }


def test_shares_add_up_without_dust():
    assert share_out(0.7, [0.0, 0.0, 0.0], [0.1, 0.2, 0.5]) == [0.1, 0.2, 0.4]


def test_what_an_answer_builds_on_is_said():
    assert comments(result(replace(FIRST, builds_on_failed=("q0",)))) == {
        "q1": "This builds on q0, which lost points too."
    }


def test_a_submission_that_our_grader_cannot_read_has_no_points_but_those_by_hand():
    assert scores(status="unreadable", error="It is too large.") == dict.fromkeys([cell.id for cell in CELLS], 0.0)
    given = question("q2", [], 2.0, score=1.0, automatic_score=0.0, adjustment=Adjustment(1.0, ""))
    nothing = question("q1", [], 2.0, score=0.0, automatic_score=0.0)
    assert scores(nothing, given, status="unreadable", error="?")["q2-answer-1"] == 1.0


@pytest.mark.parametrize(
    "other",
    [
        question("q1", [check("q1.public", 0.5, 0.5)], 0.5),
        question("q1", [check("q1.public", 0.5, 0.5), check("q1.renamed", 1.5, 1.5)], 2.0),
        question("q1", [check("q1.public", 0.5, 1.0), check("q1.hidden", 1.5, 1.5)], 2.5),
    ],
)
def test_a_result_of_another_release_is_refused(other):
    with pytest.raises(OtherRelease, match=r"differ in the check q1\."):
        cell_scores(result(other, SECOND), CELLS)


class _Gradebook:
    """A notebook in nbgrader's gradebook, as far as we look at it; its cells in any order."""

    def __init__(self, notebook):
        marked = [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
        self.source_cells = [_Row(cell) for cell in reversed(marked)]
        self.grade_cells = [row for row in self.source_cells if row.marks["grade"]]
        self.solution_cells = [row for row in self.source_cells if row.marks["solution"]]


class _Row:
    def __init__(self, cell):
        self.marks = cell["metadata"]["nbgrader"]
        self.name, self.cell_type, self.source = self.marks["grade_id"], cell["cell_type"], "".join(cell["source"])
        self.locked, self.checksum, self.max_score = self.marks["locked"], "0", self.marks.get("points")


@pytest.mark.parametrize("name", assignment_names())
def test_every_check_of_an_assignment_is_found_in_its_cell(name, repository):
    checked = load(name, hidden=True)
    released = released_cells(_Gradebook(nbgrader_source(read_source(name, repository), checked)))
    found = grade_cells(released)
    assert {cell.id: cell.check for cell in found if cell.check} == grade_ids(checked)
    assert [cell.id for cell in found if cell.check] == list(grade_ids(checked))
    points = {question.id: checked.points(question.id) for question in checked.assignment.questions}
    assert {
        question: sum(cell.points for cell in found if cell.question == question) for question in points
    } == pytest.approx(points)
    hidden = [check.id for check in checked.checks if check.visibility == "hidden"]
    assert hidden
    assert not [cell.id for cell in released if any(f'"{check}"' in cell.shown for check in hidden)]
