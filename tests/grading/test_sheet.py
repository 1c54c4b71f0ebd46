"""The sheet that a person fills in."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.grading.adjustments import BadAdjustments, adjusted, read_adjustments
from autograder.grading.answers import answers
from autograder.grading.batch import grade_class
from autograder.grading.by_hand import PointsByHand, read_by_hand
from autograder.grading.class_folder import open_class, read_class
from autograder.grading.intake import Submission
from autograder.grading.results import Adjustment
from autograder.grading.sheet import COLUMNS, changed_since, count, filled_in, read_sheet, sheet_csv

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
    prefix, _, digits = found[0]["submission"].partition(":")
    assert (prefix, len(digits)) == ("sha256", 12), "no spreadsheet takes it for a number"


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
    assert changed_since(tmp_path / "sheet.csv", read_class(tmp_path).finished) == []
    grade(tmp_path, {"ada": BOB})
    [note] = changed_since(tmp_path / "sheet.csv", read_class(tmp_path).finished)
    assert note == "ada: handed in another notebook since points were given for q3; look again"


def test_a_hash_without_its_prefix_is_still_the_same_notebook(tmp_path):
    """As sheets had it, and as somebody may leave it."""
    grade(tmp_path, {"ada": ADA})
    [row] = write_sheet(tmp_path)
    fill(tmp_path, points="2", submission=row["submission"].removeprefix("sha256:"))
    assert changed_since(tmp_path / "sheet.csv", read_class(tmp_path).finished) == []


def test_questions_are_judged_one_after_the_other_and_manual_ones_first(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    lines = "".join(f"{student},{question},1,\n" for student in ("bob", "ada") for question in ("q2", "q1"))
    (tmp_path / "sheet.csv").write_text(f"student,question,points,comment\n{lines}")
    sheet_command(tmp_path)
    found = [
        (row["question"], row["student"], row["automatic"]) for row in rows((tmp_path / "sheet.csv").read_text())
    ]
    assert found == [
        ("q3", "ada", ""),
        ("q3", "bob", ""),
        ("q1", "ada", "3"),
        ("q1", "bob", "0"),
        ("q2", "ada", "3.3"),
        ("q2", "bob", "3.3"),
    ]


def test_ok_keeps_the_automatic_points_whatever_they_become(tmp_path):
    grade(tmp_path, {"ada": BOB})
    result = read_class(tmp_path).finished[0].result
    # What a spreadsheet makes of the column, and whether it is there, does not matter.
    (tmp_path / "sheet.csv").write_text("student,question,points,automatic,comment\nada,q1,OK,01. Mai,still wrong\n")
    given = read_by_hand(tmp_path, None, CHECKED)
    for now in (2.0, 3.0):
        again = replace(
            result, questions=tuple(replace(item, automatic_score=now, score=now) for item in result.questions)
        )
        question = adjusted(again, given.given["ada"], CHECKED).questions[0]
        assert (question.score, question.adjustment) == (now, Adjustment(now, "still wrong", "sheet"))
    (tmp_path / "sheet.csv").write_text("student,question,points,automatic,comment\nada,q3,ok,,\n")
    with pytest.raises(BadAdjustments, match="line 2: 'ok' keeps automatic points, and q3 has none; type a number"):
        read_by_hand(tmp_path, None, CHECKED)
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nada,q1,ok,\n")
    with pytest.raises(BadAdjustments, match="'ok' is no number of points"):
        read_adjustments(tmp_path / "adjustments.csv", CHECKED)


def test_a_comment_without_points_is_named(tmp_path):
    grade(tmp_path, {"ada": ADA})
    write_sheet(tmp_path)
    fill(tmp_path, comment="nice")
    [note] = read_by_hand(tmp_path, None, CHECKED).notes
    assert "1 rows have a comment and no points" in note
    fill(tmp_path, points="2")
    assert read_by_hand(tmp_path, None, CHECKED).notes == ()


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


def sheet_command(out):
    """What `lecture08 sheet` does; returns what it says of points that no longer count."""
    with open_class(out, NAME) as folder:
        said = PointsByHand(folder, CHECKED, read_by_hand(out, None, CHECKED)).amend_results()
        (out / "sheet.csv").write_text(sheet_csv(folder, CHECKED, filled_in(out / "sheet.csv")))
    return said


def points_in(out):
    """(student, question) → points given by hand, that count."""
    return {
        (item.student, question.id): question.adjustment.points
        for item in read_class(out).finished
        if item.result
        for question in item.result.questions
        if question.adjustment
    }


def filled_rows(out):
    found = rows((out / "sheet.csv").read_text())
    return [(row["student"], row["question"], row["points"], row["comment"]) for row in found]


def test_points_of_a_deleted_sheet_still_count_and_come_back(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    sheet_command(tmp_path)
    fill(tmp_path, points="1.5", comment="nearly")
    sheet_command(tmp_path)
    (tmp_path / "sheet.csv").unlink()
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nbob,q1,3,by word of mouth\n")
    assert grade(tmp_path, {"ada": ADA}, read_by_hand(tmp_path, None, CHECKED)).taken_back == ()
    assert sheet_command(tmp_path) == []
    assert points_in(tmp_path) == {("ada", "q3"): 1.5, ("bob", "q1"): 3.0}
    assert filled_rows(tmp_path) == [("ada", "q3", "1.5", "nearly"), ("bob", "q3", "", "")]
    (tmp_path / "adjustments.csv").unlink()
    assert sheet_command(tmp_path) == []
    assert points_in(tmp_path) == {("ada", "q3"): 1.5, ("bob", "q1"): 3.0}


def test_points_that_a_person_takes_back_are_named(tmp_path):
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nada,q1,3,\nada,q2,0,\n")
    grade(tmp_path, {"ada": ADA}, read_by_hand(tmp_path, None, CHECKED))
    sheet_command(tmp_path)
    fill(tmp_path, points="1.5")
    sheet_command(tmp_path)
    fill(tmp_path, points="", comment="")
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nada,q1,3,\n")
    graded = grade(tmp_path, {"ada": ADA}, read_by_hand(tmp_path, None, CHECKED))
    assert graded.taken_back == ("ada: points given by hand for q2, q3 are taken back",)
    assert points_in(tmp_path) == {("ada", "q1"): 3.0}
    assert sheet_command(tmp_path) == [], "said once"


def test_what_is_filled_in_stays_where_there_is_nothing_to_judge(tmp_path):
    grade(tmp_path, {"ada": ADA, "bob": BOB})
    sheet_command(tmp_path)
    text = (tmp_path / "sheet.csv").read_text().replace("ada,q3,,,2,", "ada,q3,1,,2,")
    (tmp_path / "sheet.csv").write_text(f"{text}123,q3,2,,2,a number,,,,\nbob,q1,1,,3,half,,,,\n")
    for _ in range(3):
        assert sheet_command(tmp_path) == []
        assert points_in(tmp_path) == {("ada", "q3"): 1.0, ("bob", "q1"): 1.0}
    assert sorted(filled_rows(tmp_path)) == [
        ("123", "q3", "2", "a number"),
        ("ada", "q3", "1", ""),
        ("bob", "q1", "1", "half"),
        ("bob", "q3", "", ""),
    ]
    grade(tmp_path, {"ada": b"%PDF"}, read_by_hand(tmp_path, None, CHECKED))
    sheet_command(tmp_path)
    grade(tmp_path, {"ada": ADA}, read_by_hand(tmp_path, None, CHECKED))
    sheet_command(tmp_path)
    assert points_in(tmp_path)["ada", "q3"] == 1.0


def test_names_that_differ_by_a_blank_keep_their_own_points(tmp_path):
    grade(tmp_path, {"ada": ADA, "ada ": BOB})
    sheet_command(tmp_path)
    text = (tmp_path / "sheet.csv").read_text()
    (tmp_path / "sheet.csv").write_text(text.replace("ada,q3,,", "ada,q3,1.5,").replace("ada ,q3,,", "ada ,q3,0.5,"))
    for _ in range(2):
        sheet_command(tmp_path)
        assert points_in(tmp_path) == {("ada", "q3"): 1.5, ("ada ", "q3"): 0.5}


def test_points_from_elsewhere_are_not_asked_for_again(tmp_path):
    (tmp_path / "adjustments.csv").write_text("student,question,points,reason\nada,q3,2,\n")
    grade(tmp_path, {"ada": ADA}, read_by_hand(tmp_path, None, CHECKED))
    sheet_command(tmp_path)
    [row] = rows((tmp_path / "sheet.csv").read_text())
    assert (row["points"], row["why"]) == ("", "by hand; adjustments.csv gives 2")
    assert count((tmp_path / "sheet.csv").read_text()).open == 0


def test_the_sheet_says_what_the_checks_found_and_where_nothing_is_written(tmp_path):
    empty = ADA.replace(b"Because.", b"_Type your answer here, replacing this text._")
    grade(tmp_path, {"ada": empty})
    [row] = write_sheet(tmp_path)
    assert (row["answer"], row["found"]) == ("", "")
    counted = count((tmp_path / "sheet.csv").read_text())
    assert (counted.all, counted.open, counted.empty) == (1, 1, 1)


def test_no_line_of_an_answer_is_a_formula_where_a_spreadsheet_cuts_at_semicolons(tmp_path):
    told = ADA.replace(b"Because.", b"See above;=cmd|'/c calc'!A1\\n=HYPERLINK(A1)\\n-x, -y; -z")
    grade(tmp_path, {"ada": told})
    [row] = write_sheet(tmp_path)
    assert row["answer"] == "See above;'=cmd|'/c calc'!A1\n'=HYPERLINK(A1)\n'-x, -y; -z"
