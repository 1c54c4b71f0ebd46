"""Files of learning platforms, filled with grades."""

import csv
import io

import pytest

from autograder.exports.fill import fill
from autograder.exports.people import keys_of_name, keys_of_value
from autograder.exports.roster import BadRoster

CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 4 (811),Quiz (9),Final Score
    Points Possible,,,,,20.0,5.0,(read only)
"Doe, Jane",101,u1,jdoe,Section 1,,3,50
"Müller, Jörg",102,u2,jmueller,Section 1,,4,60
"Student, Test",103,,,Section 1,,,
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments
Participant 71,Jane Doe,jane@uni.edu,Submitted,,20.00,Yes,
Participant 72,Jörg Müller,joerg@uni.edu,Submitted,3.00,20.00,Yes,
"""
MOODLE = """First name,Last name,ID number,Institution,Email address,Assignment: Homework 4 (Real),Course total (Real)
Jane,Doe,101,,jane@uni.edu,-,-
Jörg,Müller,102,,joerg@uni.edu,-,-
"""
BRIGHTSPACE = """OrgDefinedId,Username,Last Name,First Name,Homework 4 Points Grade <Numeric MaxPoints:20>,Calculated,End-of-Line Indicator
#101,#jdoe,Doe,Jane,,1,#
#102,#jmueller,Müller,Jörg,,2,#
"""  # noqa: E501


@pytest.fixture
def filled(tmp_path):
    def fill_in(text, scores, title="Homework 4", points=20.0, missing=None):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8")
        done = fill(path, title, scores, points, missing)
        return list(csv.DictReader(io.StringIO(done.text, newline=""))), done

    return fill_in


def test_canvas(filled):
    rows, done = filled(CANVAS, {"doejane": 17.25, "mullerjorg": 18.0})
    assert list(rows[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 4 (811)"]
    assert [row["Homework 4 (811)"] for row in rows] == ["20.0", "17.25", "18", ""]
    assert (done.platform, done.matched) == ("Canvas", 2)
    assert done.notes == ()


def test_an_anonymous_worksheet_has_no_names(filled):
    anonymous = "Identifier,Status,Grade,Maximum Grade\nParticipant 71,,,20.00\nParticipant 72,,,20.00\n"
    rows, done = filled(anonymous, {"Participant_71": 12.5})
    assert [row["Grade"] for row in rows] == ["12.5", ""]
    assert done.notes == ("1 of 2 people in the file have no submission here:", "    Participant 72")


def test_who_handed_nothing_in_may_get_a_grade(filled):
    rows, done = filled(MOODLE, {"jane@uni.edu": 17.25}, missing=0.0)
    assert [row["Assignment: Homework 4 (Real)"] for row in rows] == ["17.25", "0"]
    assert done.notes == ("1 of 2 people in the file have no submission here:", "    Jörg Müller")


@pytest.mark.parametrize("student", ["Jane Doe", "janed"])
def test_nobody_gets_a_grade_for_nothing_while_a_submission_may_be_theirs(filled, student):
    twins = MOODLE.replace("Jörg,Müller", "Jane,Doe")
    rows, done = filled(twins, {student: 17.25}, missing=0.0)
    assert [row["Assignment: Homework 4 (Real)"] for row in rows] == ["-", "-"]
    assert "nobody gets 0 as long as somebody's row is not known" in done.notes


def test_a_grade_that_is_there_stays(filled):
    there = CANVAS.replace("Student, Test", "Excused, Ann")
    rows, _ = filled(there, {"doejane": 17.25}, missing=0.0)
    before, _ = filled(there, {"doejane": 17.25})
    kept = [row["Homework 4 (811)"] for row in before]
    assert [row["Homework 4 (811)"] for row in rows] == [cell or "0" for cell in kept]


def test_who_is_still_to_be_graded_gets_no_grade_for_missing_work(filled):
    rows, _ = filled(MOODLE, {"jane@uni.edu": 17.25, "joerg@uni.edu": None}, missing=0.0)
    assert [row["Assignment: Homework 4 (Real)"] for row in rows] == ["17.25", "-"]


def test_rows_of_canvas_that_are_nobody_get_no_grade(filled):
    head, *lines = CANVAS.splitlines()
    rows, done = filled("\n".join([head, ",,,,,Manual Posting,,", *lines]), {}, missing=0.0)
    assert [row["Homework 4 (811)"] for row in rows] == ["Manual Posting", "20.0", "0", "0", ""]
    assert done.notes[0] == "2 of 2 people in the file have no submission here:"


def test_canvas_makes_a_new_assignment(filled):
    rows, done = filled(CANVAS, {"jdoe": 17.25}, title="Homework 9")
    assert "has no column for 'Homework 9', so there is a new one" in done.notes[0]
    assert [row["Homework 9"] for row in rows] == ["20", "17.25", "", ""]


def test_the_worksheet_of_moodle_keeps_its_columns(filled):
    rows, done = filled(WORKSHEET, {"Participant_71": 12.5, "Jörg Müller": None})
    assert [row["Grade"] for row in rows] == ["12.5", "3.00"]
    assert list(rows[0])[-1] == "Feedback comments"
    assert done.matched == 1


def test_the_gradebook_of_moodle(filled):
    rows, _ = filled(MOODLE, {"Jane Doe": 12.5, "joerg@uni.edu": 3})
    assert [row["Assignment: Homework 4 (Real)"] for row in rows] == ["12.5", "3"]
    assert "Course total (Real)" not in rows[0]


def test_brightspace(filled):
    rows, _ = filled(BRIGHTSPACE, {"Jane Doe": 12.5, "jmueller": 3})
    column = "Homework 4 Points Grade <Numeric MaxPoints:20>"
    assert list(rows[0]) == ["OrgDefinedId", "Username", "Last Name", "First Name", column, "End-of-Line Indicator"]
    assert [(row["Username"], row[column], row["End-of-Line Indicator"]) for row in rows] == [
        ("#jdoe", "12.5", "#"),
        ("#jmueller", "3", "#"),
    ]
    rows, _ = filled(BRIGHTSPACE, {"jdoe": 1}, title="Homework 5", points=18.5)
    assert list(rows[0])[-2:] == ["Homework 5 Points Grade <Numeric MaxPoints:18.5>", "End-of-Line Indicator"]


@pytest.mark.parametrize("text", [CANVAS, WORKSHEET, BRIGHTSPACE], ids=["canvas", "worksheet", "brightspace"])
def test_another_maximum_on_the_platform_is_named(text, filled):
    _, done = filled(text, {"Jane Doe": 17.0}, points=40.0)
    assert "the platform says 20 points" in done.notes[0]
    assert "here there are 40: grades are not scaled" in done.notes[0]
    _, done = filled(text, {"Jane Doe": 17.0})
    assert not any("platform" in note for note in done.notes)


def test_brightspace_without_names_finds_nobody_and_says_why(filled):
    lines = [line.split(",") for line in BRIGHTSPACE.splitlines()]
    text = "\n".join(",".join([*cells[:2], *cells[4:]]) for cells in lines)
    _, done = filled(text, {f"Jane Doe {number}": 1.0 for number in range(300)})
    assert done.matched == 0
    assert "has no column First Name and Last Name, by which students are found" in done.notes[0]
    assert "300 students are not in this file, so their grades are not in it:" in done.notes
    assert len(done.notes) < 50


def test_older_gradebooks_of_moodle_say_surname(filled):
    rows, done = filled(MOODLE.replace("Last name", "Surname"), {"Jörg Müller": 3.0})
    assert [row["Assignment: Homework 4 (Real)"] for row in rows] == ["-", "3"]
    assert done.notes == ("1 of 2 people in the file have no submission here:", "    Jane Doe")


def test_nobody_gets_another_ones_grade(filled):
    twins = CANVAS + '"Doe, Jane",104,u4,jdoe2,Section 2,,,\n'
    rows, done = filled(twins, {"doejane": 17.0, "jdoe2": 3.0, "nobody": 1.0})
    assert [row["Homework 4 (811)"] for row in rows] == ["20.0", "", "", "", "3"]
    assert "doejane: fits several rows, so their grade is not in it" in done.notes
    assert "nobody: is not in this file, so their grade is not in it" in done.notes
    rows, done = filled(CANVAS, {"jdoe": 1.0, "101": 2.0})
    assert [row["Homework 4 (811)"] for row in rows] == ["20.0", "", "", ""]
    assert "jdoe, 101: all fit the same row, so none of their grades is in it" in done.notes


def test_namesakes_are_told_apart_by_their_number(filled):
    twins = CANVAS + '"Doe, Jane",104,u4,jdoe2,Section 2,,,\n'
    rows, _ = filled(twins, {"doejane_101": 17.0, "doejane_104": 3.0})
    assert [row["Homework 4 (811)"] for row in rows] == ["20.0", "17", "", "", "3"]
    rows, _ = filled(WORKSHEET.replace("Jörg Müller", "Jane Doe"), {"Jane Doe_71": 1.0, "Jane Doe_72": 2.0})
    assert [row["Grade"] for row in rows] == ["1", "2"]


def test_semicolons_stay(filled):
    _, done = filled(WORKSHEET.replace(",", ";"), {"Jane Doe": 1})
    assert done.text.startswith("Identifier;Full name;")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "is not what Canvas, Moodle or Brightspace export; its columns are a, b"),
        (CANVAS.replace("Quiz (9)", "Homework 4 (9)"), "several columns for 'Homework 4'"),
    ],
)
def test_other_files_are_refused(text, words, filled):
    with pytest.raises(BadRoster, match=words):
        filled(text, {"jdoe": 1.0})


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(BadRoster, match="not UTF-8 text"):
        fill(tmp_path / "x.csv", "Homework 4", {}, 20)
    with pytest.raises(BadRoster, match="cannot be read"):
        fill(tmp_path / "nothing.csv", "Homework 4", {}, 20)


def test_keys():
    assert keys_of_value("#jdoe") == {"jdoe"}
    assert keys_of_value("Jane.Doe@uni.edu") == {"janedoeuniedu", "janedoe"}
    assert keys_of_value("Participant 71") == keys_of_value("Participant_71") == {"participant71"}
    assert keys_of_name(["Doe, Jane"]) == keys_of_name(["Jane", "Doe"]) == {"doejane", "janedoe"}
    assert keys_of_name(["Jane Doe"]) == {"janedoe", "doejane"}
    assert keys_of_name(["", ""]) == set()
