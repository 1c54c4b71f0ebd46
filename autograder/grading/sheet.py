"""The sheet for a person who gives points: what there is to judge, with each answer as text.

A row is a manual question of a student, or one that lost points after an earlier one that it builds on. The columns
``points`` and ``comment`` are to be filled in; whenever the class is graded, what stands there counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment
from lecture08_utils.checking.text import plain_text

from .adjustments import Adjustments, read_points, read_rows
from .answers import answers
from .class_folder import ClassFolder, FinishedSubmission
from .gradebook import shown_name
from .results import QuestionResult, Result

FILE = "sheet.csv"
COLUMNS = ("student", "question", "points", "out_of", "comment", "why", "answer", "submission")
_LETTERS_OF_ANSWER = 6000
_LETTERS_OF_HASH = 12
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
                answer = _cell(texts.get(question.id, ""))
                writer.writerow((student, question.id, *cells, answer, _short(item.result)))
    return out.getvalue()


@dataclass(frozen=True)
class Rows:
    """How many answers a sheet has, and how many of them have no points yet."""

    all: int
    open: int


def count(text: str) -> Rows:
    """The rows of a sheet."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return Rows(len(rows), sum(not row["points"] for row in rows))


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


def changed_since(path: Path, finished: Sequence[FinishedSubmission]) -> list[str]:
    """A sentence for each submission that is another than the one that somebody gave points for.

    Raises:
        BadAdjustments: the sheet cannot be read.
    """
    now = {shown_name(item.student): _short(item.result) for item in finished if item.result}
    told: dict[str, list[str]] = {}
    for (student, question), row in filled_in(path).items():
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


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = plain_text(text, _LETTERS_OF_ANSWER)
    return f"'{text}" if shown_name(text).startswith("'") and not text.startswith("'") else text


def _short(result: Result) -> str:
    return (result.sha256 or "")[:_LETTERS_OF_HASH]
