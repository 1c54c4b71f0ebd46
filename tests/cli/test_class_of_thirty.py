"""Thirty students, as Canvas hands them over: a tie, a namesake, who handed in twice, late, a PDF, or nothing."""

import csv

import pytest

from lecture08_utils import checking
from tests.grading.toy import CHECKED, STUBS, notebook

from .test_class_commands import table
from .test_grader_commands import lecture08, toy  # noqa: F401

WRONG = {"q1": "def force(x):\n    return 2 * x", "q2": "def energy(x):\n    return x"}
# What an answer is worth: q1 3 points, q2 3.3, and a sentence of 2 points that a person judges.
PATTERNS = [({}, 6.3), ({"q1": WRONG["q1"]}, 3.3), ({"q2": WRONG["q2"]}, 3.0), (WRONG, 0.0)]
FAMILY_NAMES = [*(f"Name{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "Müller", "Günther"]
MISSING = {107, 119}
TWICE, UNTOUCHED_LATER, PDF, LATE = 103, 104, 105, 106
TITLE = "Springs (4711)"


def people():
    """Number → family name, given name. The last two are namesakes."""
    found = {100 + i: (name, "Kim") for i, name in enumerate(FAMILY_NAMES)}
    return {**found, 128: ("Doe", "Jane"), 129: ("Doe", "Jane")}


def file_name(number, order, suffix=".ipynb", late=""):
    family, given = people()[number]
    again = "-1" if order > 5000 else ""
    return f"{family.lower()}{given.lower()}_{late}{number}_{order}_toy_springs{again}{suffix}"


def hand_in(folder):
    """Write what was handed in; what each automatic answer is worth, by number."""
    worth = {}
    for place, number in enumerate(people()):
        answers, points = PATTERNS[place % len(PATTERNS)]
        if number in MISSING:
            continue
        if number == PDF:
            (folder / file_name(number, 4000, ".pdf")).write_bytes(b"%PDF")
            worth[number] = 0.0
            continue
        late = "LATE_" if number == LATE else ""
        (folder / file_name(number, 4000 + place, late=late)).write_bytes(notebook(**answers))
        worth[number] = points
    (folder / file_name(TWICE, 6000)).write_bytes(notebook())
    worth[TWICE] = 6.3
    untouched = {question: sources[0] for question, sources in STUBS.items()}
    (folder / file_name(UNTOUCHED_LATER, 6001)).write_bytes(notebook(**untouched))
    return worth


def roster(path):
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", TITLE],
        ["    Points Possible", *[""] * 4, "8.3"],
    ]
    for number, (family, given) in people().items():
        rows.append([f"{family}, {given}", str(number), f"u{number}", "", "A", ""])
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def fill_sheet(path):
    """Give 1.5 points to every second answer to the manual question; who got them, as the class calls them."""
    header, *rows = table(path)
    for row in rows[::2]:
        row[header.index("points")] = "1.5"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return {row[header.index("student")] for row in rows[::2]}


@pytest.fixture
def class_folder(toy, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(checking, "load", lambda name, *, hidden: CHECKED)
    (tmp_path / "canvas").mkdir()
    return tmp_path


def test_the_totals_of_all_are_right_wherever_they_go(class_folder):
    handed_in, out = class_folder / "canvas", class_folder / "out"
    worth = hand_in(handed_in)
    assert lecture08("grade", "toy_s", handed_in, "--out", out).exit_code == 0
    assert lecture08("sheet", out).exit_code == 0
    praised = fill_sheet(out / "sheet.csv")
    assert lecture08("grade", "toy_s", handed_in, "--out", out).exit_code == 0
    late = class_folder / "times.csv"
    late.write_text(f"student,submitted\n{called(LATE)},2026-11-21 10:00\n")
    assert lecture08("late", out, late, "--due", "2026-11-20 23:59", "--per-day", 50).exit_code == 0

    want = {}
    for number, points in worth.items():
        by_hand = 1.5 if called(number) in praised else 0.0
        want[number] = round((points + by_hand) * (0.5 if number == LATE else 1.0), 2)
    assert len(want) == 28
    assert len(set(want.values())) < 10, "no ties"
    gradebook = {row[0]: row[1] for row in table(out / "gradebook.csv")[1:-1]}
    assert {student: float(score) for student, score in gradebook.items()} == {
        called(number): points for number, points in want.items()
    }

    roster(class_folder / "roster.csv")
    exported = lecture08(
        "export", out, class_folder / "roster.csv", "--title", "Springs", "--to", class_folder / "import.csv"
    )
    assert exported.exit_code == 0, exported.output
    assert "grades of 28 of 28 students" in exported.stdout
    assert "2 of 30 people in the file have no submission here:\n    " in exported.stderr
    header, _, *rows = table(class_folder / "import.csv")
    found = {int(row[header.index("ID")]): row[header.index(TITLE)] for row in rows}
    assert {number: float(score) for number, score in found.items() if score} == want
    assert {number for number, score in found.items() if not score} == MISSING


def called(number):
    """What the class calls a student: namesakes by their number, too."""
    family, given = people()[number]
    name = f"{family.lower()}{given.lower()}"
    return f"{name}_{number}" if family == "Doe" else name
