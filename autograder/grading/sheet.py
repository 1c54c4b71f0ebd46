"""The sheet for a person who gives points: what there is to judge, with each answer as text.

A row is a manual question of a student, or one that lost points after an earlier one that it builds on. The columns
``points`` and ``comment`` are to be filled in; whenever the class is graded, what stands there counts.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.atomic import write_bytes_atomically
from lecture08_utils.checking import CheckedAssignment
from lecture08_utils.checking.text import one_line, plain_text

from .adjustments import Adjustments, BadAdjustments, read_points, read_rows
from .answers import answers
from .class_folder import ClassFolder, FinishedSubmission
from .gradebook import shown_name
from .results import QuestionResult, Result

FILE = "sheet.csv"
# What the sheet said when it was read last: if it is deleted, the points in it are not.
_COPY = Path(".records", "sheet.csv")
_BEFORE = "sheet.csv.bak"
COLUMNS = ("student", "question", "points", "out_of", "comment", "why", "found", "answer", "submission")
_LETTERS_OF_ANSWER = 6000
_LETTERS_OF_HASH = 12
_LETTERS_OF_FOUND = 300
_MOST_NAMED = 10
Filled = Mapping[tuple[str, str], dict[str, str]]


def sheet_csv(folder: ClassFolder, checked: CheckedAssignment, filled: Filled) -> str:
    """The text of the sheet.

    Args:
        filled: (student, question) → an earlier sheet's row, whose points and comment stay.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in folder.finished:
        if not item.result:
            continue
        rows = [(question, why) for question in item.result.questions if (why := _reason(question))]
        if rows:
            texts = answers(folder.notebook(item.student) or b"", checked.assignment)
            student = shown_name(item.student)
            for question, why in rows:
                earlier = filled.get((student, question.id), {})
                cells = (earlier.get("points", ""), f"{question.max_score:g}", earlier.get("comment", ""), why)
                texts_of = (_found(question), _cell(texts.get(question.id, "")), _short(item.result))
                writer.writerow((student, question.id, *cells, *texts_of))
    return out.getvalue()


@dataclass(frozen=True)
class Rows:
    """How many answers a sheet has.

    Attributes:
        open: those without points.
        empty: of these, where nothing is written.
    """

    all: int
    open: int
    empty: int


def count(text: str) -> Rows:
    """The rows of a sheet."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    without = [row for row in rows if not row["points"]]
    return Rows(len(rows), len(without), sum(not row["answer"] for row in without))


def in_use(out: Path) -> Path:
    """The sheet of a class, or, if it was deleted, what it said when it was read last."""
    own, copy = out / FILE, out / _COPY
    return copy if copy.exists() and not own.exists() else own


def read_in_use(out: Path, checked: CheckedAssignment) -> Adjustments | None:
    """The points in the sheet of a class; None if it never had one.

    Notes say where points that the sheet gave before are missing in it; ``sheet.csv.bak`` is the sheet that had them.

    Raises:
        BadAdjustments: see `read_sheet`.
    """
    own, copy = out / FILE, out / _COPY
    if not own.exists():
        if not copy.exists():
            return None
        given = read_sheet(copy, checked)
        note = f"{own} is gone; the points that stood in it still count, and `lecture08 sheet {out}` writes it again"
        return replace(given, notes=(*given.notes, note))
    given = read_sheet(own, checked)
    if gone := _gone(copy, given, checked):
        listed = ", ".join(gone[:_MOST_NAMED]) + (", …" if len(gone) > _MOST_NAMED else "")
        note = f"{own}: points that it gave before are no longer in it and do not count: {listed}"
        given = replace(given, notes=(*given.notes, f"{note}; {out / _BEFORE} is the sheet that had them"))
    # A full disk costs the copy, not the run.
    with contextlib.suppress(OSError):
        if gone:
            write_bytes_atomically(out / _BEFORE, copy.read_bytes())
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        write_bytes_atomically(copy, own.read_bytes())
    return given


def _gone(copy: Path, given: Adjustments, checked: CheckedAssignment) -> list[str]:
    """What the sheet gave when it was read last, and gives no more, such as ``ada q3``."""
    if not copy.exists():
        return []
    try:
        before = read_sheet(copy, checked)
    except BadAdjustments:  # questions that the assignment has no more
        return []
    now = {(student.strip(), question) for student, points in given.given.items() for question in points}
    return [
        f"{student} {question}"
        for student, points in before.given.items()
        for question in points
        if (student.strip(), question) not in now
    ]


def read_sheet(path: Path, checked: CheckedAssignment) -> Adjustments:
    """The points that stand in a sheet.

    Raises:
        BadAdjustments: it cannot be read, or has an unknown question, a duplicate, or points that are no number.
    """
    return read_points(path, checked, reason="comment", may_be_open=True)


def filled_in(path: Path) -> Filled:
    """(student, question) → row, of a sheet's rows that have points or a comment; none if there is no sheet.

    Raises:
        BadAdjustments: it cannot be read.
    """
    if not path.exists():
        return {}
    rows = [row for _, row in read_rows(path, ("student", "question", "points", "comment"))]
    return {
        (row["student"].strip(), row["question"].strip()): row
        for row in rows
        if row["points"].strip() or row["comment"].strip()
    }


def changed_since(out: Path, finished: Sequence[FinishedSubmission]) -> list[str]:
    """A sentence for each submission that is another than the one that somebody gave points for.

    Raises:
        BadAdjustments: the sheet cannot be read.
    """
    now = {shown_name(item.student): _short(item.result) for item in finished if item.result}
    told: dict[str, list[str]] = {}
    for (student, question), row in filled_in(in_use(out)).items():
        before = row.get("submission", "").strip()
        if row["points"].strip() and before and now.get(student, before) != before:
            told.setdefault(student, []).append(question)
    return [
        f"{student}: handed in another notebook since points were given for {', '.join(questions)}; look again"
        for student, questions in told.items()
    ]


def _reason(question: QuestionResult) -> str:
    """Why a person should look at an answer; empty if nobody needs to."""
    if question.automatic_score is None:
        return "by hand"
    if question.not_graded:
        return f"a check broke: {question.not_graded:g} points are not graded"
    if question.builds_on_failed:
        return f"{question.automatic_score:g} automatic points; builds on {' '.join(question.builds_on_failed)}"
    return ""


def _found(question: QuestionResult) -> str:
    """What the checks found, where points were lost: each verdict, and the wrong idea where it is known."""
    failed = [check for check in question.checks if check.verdict != "accepted"]
    said = [
        f"{check.verdict.replace('_', ' ')}{': ' * bool(check.misconception)}{check.misconception or ''}"
        for check in failed
    ]
    return _cell(one_line("; ".join(dict.fromkeys(said)), _LETTERS_OF_FOUND))


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = plain_text(text, _LETTERS_OF_ANSWER)
    return f"'{text}" if shown_name(text).startswith("'") and not text.startswith("'") else text


def _short(result: Result) -> str:
    return (result.sha256 or "")[:_LETTERS_OF_HASH]
