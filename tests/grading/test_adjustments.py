"""Points given by hand: read from a file, merged into every run, kept apart from the automatic ones."""

import csv
import json

import pytest

from autograder.grading.adjustments import BadAdjustments, read_adjustments
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission

from .toy import CHECKED, TASK, FakeEngine, notebook

HEAD = "student,question,points,reason\n"
WRONG = notebook(q1="def force(x): return 2 * x")


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes):
        path = tmp_path / "adjustments.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_adjustments(path, CHECKED)

    return read


def grade(out, contents, adjustments, engine=None):
    submissions = [
        Submission(student, f"{student}.ipynb", lambda content=content: content)
        for student, content in contents.items()
    ]
    return grade_class(engine or FakeEngine(), TASK, submissions, out, jobs=1, adjustments=adjustments).finished


def test_points_by_hand_take_the_place_of_the_automatic_ones(read, tmp_path):
    given = read(HEAD + "ada,q1,1.5,the sign came with the task\nada,q3,2,\n\n")
    grade(tmp_path, {"ada": WRONG, "bob": WRONG}, given)
    result = json.loads((tmp_path / "results" / "ada.json").read_text("utf-8"))
    assert (result["status"], result["score"], result["automatic_score"]) == ("graded", 6.8, 3.3)
    first, _, manual = result["questions"]
    assert (first["score"], first["automatic_score"]) == (1.5, 0.0)
    assert first["adjustment"] == {
        "points": 1.5,
        "reason": "the sign came with the task",
        "source": "adjustments",
    }
    assert (manual["score"], manual["automatic_score"], manual["needs_grading"]) == (2.0, None, False)
    with open(tmp_path / "gradebook.csv", encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert (rows["ada"]["toy_springs"], rows["ada"]["q1"]) == ("6.8", "1.5")
    assert rows["ada"]["adjusted"] == "q1: 1.5 instead of 0.0; q3: 2.0"
    assert (rows["bob"]["toy_springs"], rows["bob"]["adjusted"]) == ("3.3", "")


def test_a_person_decides_about_points_that_a_broken_check_left_open(read, tmp_path):
    odd = notebook(q2="def energy(x):\n    return 4.0 if x > 0 else 'nine'")
    (finished,) = grade(tmp_path, {"ada": odd}, read(HEAD))
    assert not finished.is_complete
    assert "q2: 2.2" in (tmp_path / "gradebook.csv").read_text("utf-8")
    (finished,) = grade(tmp_path, {"ada": odd}, read(HEAD + "ada,q2,0,a text is no energy\n"))
    assert finished.is_complete
    assert (finished.result.questions[1].score, finished.result.questions[1].not_graded) == (0.0, 0.0)


def test_an_unreadable_submission_can_be_given_points(read, tmp_path):
    (finished,) = grade(tmp_path, {"ada": b"%PDF"}, read(HEAD + "ada,q1,3,on paper\n"))
    assert (finished.result.status, finished.result.score, finished.result.automatic_score) == (
        "unreadable",
        3.0,
        0.0,
    )


def test_points_for_a_submission_that_was_not_graded_do_not_count_yet(read, tmp_path):
    engine = FakeEngine(broken=lambda cells: True)
    (finished,) = grade(tmp_path, {"ada": WRONG}, read(HEAD + "ada,q1,3,x\n"), engine)
    assert finished.result is None
    assert "points given by hand for q1 do not count yet" in finished.notes[1]


@pytest.mark.parametrize(("points", "kept"), [("9", 3.0), ("-1", 0.0), ("3.3000001", 3.0)])
def test_points_are_cut_to_what_the_question_is_worth(read, points, kept):
    given = read(f"{HEAD}ada,q1,{points},x\n")
    assert given.given["ada"]["q1"].points == kept
    assert "line 2" in given.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "student;question;points;reason\nada;q1;1,5;ok\n",
        "\ufeffStudent,Question,Points,Reason\r\nada , q1,1.5,ok\r\n",
        "student\tquestion\tpoints\treason\nada\tq1\t1.5\tok",
        'reason,points,question,student,mine\n"two\nlines",1.5,q1,ada,x\n',
        "student,question,points,reason\nada,q1,1.5\n",
        "student\tquestion\tpoints\treason\nada\tq1\t1,5\tok\n".encode("utf-16"),
    ],
)
def test_files_as_spreadsheets_write_them(read, text):
    assert read(text).by_student(["ada"])["ada"]["q1"].points == 1.5


def test_a_name_may_be_written_as_in_the_gradebook(read):
    given = read(HEAD + "'=1+1,q1,1,x\n=2+2,q1,1,x\na b,q1,1,x\neve ,q1,1,x\n")
    students = ["=1+1", "=2+2", "a\nb", "eve "]
    assert given.by_student(students).keys() == set(students)
    assert given.unused(students) == []


def test_points_under_both_forms_of_a_name_add_up(read):
    given = read(HEAD + "'=ada,q1,1,\n=ada,q2,0.5,\n=ada,q1,2,\n").by_student(["=ada"])["=ada"]
    assert {question: item.points for question, item in given.items()} == {"q1": 2.0, "q2": 0.5}


def test_a_line_that_does_not_count_beside_another_form_of_the_name_is_named(read):
    given = read(HEAD + "ada,q1,1,x\nada ,q1,2,x\n")
    assert given.by_student(["ada"])["ada"]["q1"].points == 1.0
    (line,) = given.unused(["ada"])
    assert line.endswith("line 3: 'ada' has points for q1 in another line, which count")


def test_nobody_gets_the_points_of_a_name_that_looks_the_same(read):
    given = read(HEAD + "ann b,q1,1,x\n")
    assert given.by_student(["ann b", "ann\nb"]).keys() == {"ann b"}
    assert given.by_student(["ann\tb", "ann\nb"]) == {}
    assert len(given.unused(["ann\tb", "ann\nb"])) == 1


def test_names_that_differ_by_a_blank_are_two_students(read):
    given = read(HEAD + "ada,q1,1,x\nada ,q1,2,x\nada  ,q1,3,x\n")
    found = given.by_student(["ada", "ada "])
    assert {student: item["q1"].points for student, item in found.items()} == {"ada": 1.0, "ada ": 2.0}
    own, other, unclear = given.unused(["ada", "ada "])
    assert "went to 'ada'; there is 'ada ' as well" in own
    assert "went to 'ada '; there is 'ada' as well" in other
    assert "'ada  ' may be any of 'ada', 'ada ', so these points went to nobody" in unclear


def test_students_who_handed_nothing_in_are_named_with_their_line(read, tmp_path):
    given = read(HEAD + "ada,q1,1,x\nbob,q1,1,x\nbob,q2,1,x\n")
    (line,) = given.unused(["ada", "eve"])
    assert line.startswith(f"{tmp_path / 'adjustments.csv'}, line 3: there is no submission of 'bob'")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ada,q9,1,x", "line 2: there is no question 'q9'; the questions are q1, q2, q3"),
        ("ada,q1,much,x", "line 2: 'much' is no number of points"),
        ("ada,q1,,x", "line 2: '' is no number"),
        ("ada,q1,nan,x", "line 2: 'nan' is no number"),
        ("ada,q1,inf,x", "line 2: 'inf' is no number"),
        (",q1,1,x", "line 2: the student is missing"),
        ("ada,q1,1,x\nbob,q1,1,x\nada,q1,2,y", "line 4: 'ada' has points for q1 already"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(read, row, words):
    with pytest.raises(BadAdjustments, match=words):
        read(HEAD + row)


def test_every_bad_line_is_named_at_once(read):
    with pytest.raises(BadAdjustments) as problem:
        read(HEAD + "ada,q9,1,x\nada,q1,1,x\nada,q2,?,x\n")
    assert str(problem.value).count("line ") == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: no column student, question, points, reason"),
        ("student,points\nada,1\n", "line 1: no column question, reason"),
        (HEAD.encode() + b"J\xf6rg,q1,1,x\n", "not UTF-8"),
        (HEAD + 'ada,q1,1,"' + "x" * 200_000 + "\n", "line 2: field larger"),
    ],
)
def test_files_that_are_none_are_refused(read, text, words):
    with pytest.raises(BadAdjustments, match=words):
        read(text)
