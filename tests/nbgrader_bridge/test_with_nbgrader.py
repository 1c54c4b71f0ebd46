"""The real `nbgrader autograde` takes over a class that the real grader has graded."""

from __future__ import annotations

import json
import time

import pytest
from nbgrader.api import Gradebook

from autograder.release import build_submission
from autograder.release.notebook import make_cell
from lecture08_utils.checking import load

from .course import NAME, make_course

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("peers")]

GRADED = {
    "ada": "accepted/reference",
    "bob": "wrong_answer/quotient_with_plus",
    "eve": "attack/keys_that_speak",
    "copy": "accepted/reference",
    "bare": "accepted/reference",
}
CHANGED, LATE = "max", "zoe"  # handed in something else since, and after the class was graded
ESSAY = "q10-answer-1"
FULL = sum(check.points for check in load(NAME, hidden=True).checks)


@pytest.fixture(scope="module")
def course(tmp_path_factory, repository):
    folder = tmp_path_factory.mktemp("nbgrader")
    course = make_course(folder, repository)
    for student, entry in GRADED.items():
        path = repository / "solutions" / NAME / "corpus" / f"{entry}.py"
        notebook = build_submission(path, repository, "nbgrader")
        if student == "copy":
            notebook["cells"] += [dict(cell, id=f"again-{cell['id']}") for cell in notebook["cells"][-8:]]
        if student == "bare":
            notebook["cells"] = [dict(cell, metadata={}) for cell in notebook["cells"]]
        for cell in notebook["cells"]:
            if student == "eve" and "manual" in str(cell["metadata"]):
                cell["source"] = "<script>steal()</script>"
        notebook["cells"].append(
            make_cell("code", "from pathlib import Path\nPath('ran.txt').touch()", None, "prose")
        )
        course.hand_in(student, notebook)
    course.hand_in(CHANGED, notebook)
    course.lecture08("grade", NAME, "submitted", "--out", f"verdicts/{NAME}", "--jobs", "1")
    reference = build_submission(path.with_name("reference.py"), repository, "nbgrader")
    course.hand_in(CHANGED, reference)
    course.hand_in(LATE, reference)
    return course


@pytest.fixture(scope="module")
def timed(course):
    """What the first `nbgrader autograde` printed, and the seconds that it took."""
    begin = time.perf_counter()
    code, printed = course.run("nbgrader", "autograde", NAME)
    seconds = time.perf_counter() - begin
    assert code == 1, printed[-3000:]  # two have no result
    return printed, seconds


@pytest.fixture
def autograded(timed):
    return timed[0]


def test_it_runs_nothing(course, timed, report_table):
    each = f"{timed[1] / len(GRADED):.2f} s per submission, start-up included"
    report_table("nbgrader takes over a class", each)
    print(f"nbgrader autograde: {each}")
    assert not list(course.folder.rglob("ran.txt"))


def test_each_question_has_our_points(course, autograded):
    results = course.results()
    assert results["ada"].score == FULL
    assert 0 < results["bob"].score < FULL
    for student in GRADED:
        ours = {question.id: question.score for question in results[student].questions}
        assert course.points(student) == pytest.approx(ours), student


def test_what_a_person_judges_waits_for_one(course, autograded):
    assert {student: course.needs_a_person(student) for student in GRADED} == {key: [ESSAY] for key in GRADED}


@pytest.mark.parametrize("student", [CHANGED, LATE])
def test_without_a_result_of_this_very_file_there_is_no_score(course, autograded, student):
    assert f"Not graded: {student}: " in autograded
    assert {grade["auto_score"] for grade in course.grades(student)} == {None}
    assert not (course.folder / "autograded" / student).exists()


def test_messages_stand_below_the_cells_and_the_answer_of_a_bare_notebook_is_found(course, autograded):
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in course.autograded("bob")["cells"]
        if "nbgrader" in cell["metadata"]
    }
    shown = "".join(cells["q4-test-1"]["outputs"][0]["text"])
    assert shown.startswith("0 of 0.75 points: wrong answer\n")
    assert "Looks like: (u/v)′ with a plus" in shown
    bare = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in course.autograded("bare")["cells"]]
    whole = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in course.autograded("ada")["cells"]]
    assert sorted(filter(None, bare)) == sorted(filter(None, whole))


def test_points_and_comments_of_a_person_survive_and_feedback_shows_no_hidden_test(course, autograded):
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        for cell, score in (("q1-test-1", 0.25), (ESSAY, 1.5)):
            grade = gradebook.find_grade(cell, NAME, NAME, "bob")
            grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.find_comment(ESSAY, NAME, NAME, "bob").manual_comment = "Well said, *nearly*."
        gradebook.db.commit()
    (course.folder / "verdicts" / NAME / "adjustments.csv").write_text(
        "student,question,points,reason\nbob,q6,2.5,follows from q4\neve,q10,2,fine\n"
    )
    course.lecture08("sheet", f"verdicts/{NAME}")
    course.hand_in(CHANGED, json.loads(course.submitted("bare").read_text("utf-8")))
    course.hand_in(LATE, json.loads(course.submitted("ada").read_text("utf-8")))
    course.lecture08("grade", NAME, "submitted", "--out", f"verdicts/{NAME}", "--jobs", "1")
    code, printed = course.run("nbgrader", "autograde", NAME, "--force")
    assert code == 0, printed[-3000:]

    by_hand = {grade["name"]: grade["score"] for grade in course.grades("bob")}
    assert (by_hand["q1-test-1"], by_hand[ESSAY]) == (0.25, 1.5)
    assert course.comment("bob", ESSAY) == "Well said, *nearly*."
    assert course.points("bob")["q6"] == 2.5
    assert course.comment("bob", "q6-answer-1") == "2.5 of 4 points by hand instead of 0: follows from q4"
    assert (course.points("eve")["q10"], course.needs_a_person("eve")) == (2.0, [])
    for student in (CHANGED, LATE):
        assert sum(filter(None, course.points(student).values())) == FULL

    code, printed = course.run("nbgrader", "generate_feedback", NAME)
    assert code == 0, printed[-3000:]
    hidden = [check.id for check in load(NAME, hidden=True).checks if check.visibility == "hidden"]
    for student in (*GRADED, CHANGED, LATE):
        page = (course.folder / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")
        assert not [check for check in hidden if check in page], student
        assert "HIDDEN TESTS" not in page
        assert "points: accepted" in page
        assert "<script>steal()" not in page
        assert "static/components/MathJax" not in page  # students have no such server
    assert "follows from q4" in (course.folder / "feedback" / "bob" / NAME / f"{NAME}.html").read_text("utf-8")


def test_a_file_that_is_not_graded_has_not_the_scores_of_an_earlier_one(course, autograded):
    assert sum(filter(None, course.points("copy").values())) == FULL
    course.hand_in("copy", json.loads(course.submitted("bob").read_text("utf-8")))
    _, printed = course.run("nbgrader", "autograde", NAME, "--force", "--student", "copy")
    assert "Not graded: copy: " in printed
    assert {grade["auto_score"] for grade in course.grades("copy")} == {None}
    assert set(course.needs_a_person("copy")) == {grade["name"] for grade in course.grades("copy")}


def test_without_verdicts_nbgrader_runs_the_notebook_itself(course, autograded):
    (course.folder / "verdicts").rename(course.folder / "elsewhere")
    code, printed = course.run("nbgrader", "autograde", NAME, "--force", "--student", "ada")
    (course.folder / "elsewhere").rename(course.folder / "verdicts")
    assert code == 0, printed[-3000:]
    assert list(course.folder.rglob("ran.txt"))
    assert sum(filter(None, course.points("ada").values())) == FULL
