"""The sheet that a person fills in."""

import csv
import io

import pytest

from autograder.grading.adjustments import BadAdjustments
from autograder.grading.answers import answers
from autograder.grading.batch import grade_class
from autograder.grading.by_hand import PointsByHand, read_by_hand
from autograder.grading.class_folder import open_class, read_class
from autograder.grading.intake import Submission
from autograder.grading.sheet import COLUMNS, changed_since, count, filled_in, in_use, read_sheet, sheet_csv

from .test_batch import rows as gradebook
from .toy import CHECKED, TASK, FakeEngine, notebook

ADA, BOB = notebook(), notebook(q1="def force(x): return 2 * x")
NAME = CHECKED.assignment.name


def grade(out, contents, given=None):
    class_ = [Submission(student, f"{student}.ipynb", lambda c=content: c) for student, content in contents.items()]
    return grade_class(FakeEngine(), TASK, class_, out, jobs=1, basis="same", adjustments=given)


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_sheet(out):
    path = out / "sheet.csv"
    text = sheet_csv(read_class(out), CHECKED, filled_in(path))
    path.write_text(text)
    return rows(text)


def fill(out, **cells):
    """Fill in the sheet's first row."""
    path = out / "sheet.csv"
    first, *rest = rows(path.read_text())
    out_text = io.StringIO()
    writer = csv.DictWriter(out_text, COLUMNS)
    writer.writeheader()
    writer.writerows([{**first, **cells}, *rest])
    path.write_text(out_text.getvalue())


def test_a_row_for_each_answer_that_a_person_has_to_judge(tmp_path):
    grade(tmp_path, {"ada": ADA, "=bob": BOB, "pdf": b"%PDF"})
    found = write_sheet(tmp_path)
    assert [(row["student"], row["question"], row["points"], row["out_of"], row["why"]) for row in found] == [
        ("'=bob", "q3", "", "2", "by hand"),
        ("ada", "q3", "", "2", "by hand"),
    ]
    assert len(found[0]["submission"]) == 12


def test_answers_are_there_as_text(tmp_path):
    told = ADA.replace(b"Because.", b"=SUM(A1)\\n\\u001b[31mIt swings.")
    grade(tmp_path, {"ada": told})
    [row] = write_sheet(tmp_path)
    assert row["answer"].startswith("'=SUM(A1)\n")
    assert "\x1b" not in row["answer"]
    assert answers(told, CHECKED.assignment)["q3"].endswith("It swings.")
    placeholder = ADA.replace(b"Because.", b"_Type your answer here, replacing this text._")
    assert "q3" not in answers(placeholder, CHECKED.assignment)
    assert "force" in answers(ADA, CHECKED.assignment)["q1"]
    assert answers(b"%PDF", CHECKED.assignment) == {}


def test_points_of_the_sheet_count_whenever_the_class_is_graded(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    write_sheet(tmp_path)
    fill(tmp_path, points="1,5", comment="nearly")
    grade(tmp_path, {"zoe": ADA}, read_by_hand(tmp_path, None, CHECKED))
    assert [row[:6] for row in gradebook(tmp_path)[1:]] == [
        ["ada", "7.8", "3.0", "3.3", "1.5", "graded"],
        ["bob", "3.3", "0.0", "3.3", "", "needs_grading"],
        ["zoe", "6.3", "3.0", "3.3", "", "needs_grading"],
    ]


def test_what_is_filled_in_stays_when_the_sheet_is_written_again(tmp_path):
    grade(tmp_path, {"ada": ADA})
    write_sheet(tmp_path)
    fill(tmp_path, points="1.5", comment="nearly")
    with open_class(tmp_path, NAME) as folder:
        PointsByHand(folder, CHECKED, read_sheet(tmp_path / "sheet.csv", CHECKED)).amend_results()
    grade(tmp_path, {"bob": BOB})
    found = write_sheet(tmp_path)
    filled = [(row["student"], row["points"], row["comment"]) for row in found]
    assert filled == [("ada", "1.5", "nearly"), ("bob", "", "")]
    counted = count((tmp_path / "sheet.csv").read_text())
    assert (counted.all, counted.open) == (2, 1)


def test_another_notebook_since_points_were_given_is_named(tmp_path):
    grade(tmp_path, {"ada": ADA})
    write_sheet(tmp_path)
    fill(tmp_path, points="2")
    assert changed_since(tmp_path, read_class(tmp_path).finished) == []
    grade(tmp_path, {"ada": BOB})
    [note] = changed_since(tmp_path, read_class(tmp_path).finished)
    assert note == "ada: handed in another notebook since points were given for q3; look again"


def test_mistakes_in_a_sheet_are_named(tmp_path):
    grade(tmp_path, {"ada": ADA})
    write_sheet(tmp_path)
    fill(tmp_path, student="nobody", points="7")
    given = read_by_hand(tmp_path, None, CHECKED)
    assert "7 points for q3 are taken as 2, of 0 to 2" in given.notes[0]
    assert "there is no submission of 'nobody'" in given.unused(["ada"])[0]
    fill(tmp_path, points="two")
    with pytest.raises(BadAdjustments, match="line 2: 'two' is no number of points"):
        read_by_hand(tmp_path, None, CHECKED)


def test_adjustments_count_before_the_sheet(tmp_path):
    grade(tmp_path, {"ada": ADA})
    write_sheet(tmp_path)
    fill(tmp_path, points="2")
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nada,q3,1,copied\nada,q1,0,copied\n")
    given = read_by_hand(tmp_path, None, CHECKED)
    assert {name: points.points for name, points in given.given["ada"].items()} == {"q3": 1.0, "q1": 0.0}
    assert "its 1 points for q3 of 'ada' count, not the 2 of" in given.notes[0]
    assert read_by_hand(tmp_path / "elsewhere", None, CHECKED) is None


def given_in(out):
    given = read_by_hand(out, None, CHECKED)
    return {student: points["q3"].points for student, points in given.given.items()}, given.notes


def test_points_of_a_deleted_sheet_still_count_and_come_back(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    write_sheet(tmp_path)
    fill(tmp_path, points="1.5", comment="nearly")
    assert given_in(tmp_path) == ({"ada": 1.5}, ())
    (tmp_path / "sheet.csv").unlink()
    found, [note] = given_in(tmp_path)
    assert found == {"ada": 1.5}
    assert "sheet.csv is gone; the points that stood in it still count" in note
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nbob,q1,3,by word of mouth\n")
    assert read_by_hand(tmp_path, None, CHECKED).given.keys() == {"ada", "bob"}
    text = sheet_csv(read_class(tmp_path), CHECKED, filled_in(in_use(tmp_path)))
    assert [(row["student"], row["points"], row["comment"]) for row in rows(text)] == [
        ("ada", "1.5", "nearly"),
        ("bob", "", ""),
    ]


def test_points_that_were_taken_out_are_named_and_kept_in_a_copy(tmp_path):
    grade(tmp_path, {"ada": ADA})
    write_sheet(tmp_path)
    fill(tmp_path, points="1.5")
    given_in(tmp_path)
    fill(tmp_path, points="")
    found, [note] = given_in(tmp_path)
    assert found == {}
    assert "points that it gave before are no longer in it and do not count: ada q3; " in note
    assert filled_in(tmp_path / "sheet.csv.bak")["ada", "q3"]["points"] == "1.5"
    assert given_in(tmp_path) == ({}, ()), "said once"


def test_the_sheet_says_what_the_checks_found_and_where_nothing_is_written(tmp_path):
    empty = ADA.replace(b"Because.", b"_Type your answer here, replacing this text._")
    grade(tmp_path, {"ada": empty})
    [row] = write_sheet(tmp_path)
    assert (row["answer"], row["found"]) == ("", "")
    counted = count((tmp_path / "sheet.csv").read_text())
    assert (counted.all, counted.open, counted.empty) == (1, 1, 1)
