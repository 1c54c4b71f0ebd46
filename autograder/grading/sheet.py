"""The sheet for a person who gives points: what there is to judge, with each answer as text.

A row is a manual question of a student, or one that lost points after an earlier one that it builds on. The columns
``points`` and ``comment`` are to be filled in; whenever the class is graded, what stands there counts. In place of
points, ``ok`` keeps the automatic ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.csv_file import read_csv, read_rows
from lecture08_utils.checking import CheckedAssignment
from lecture08_utils.checking.text import one_line, plain_text

from . import adjustments
from .adjustments import CONFIRMED, Adjustments, BadAdjustments, owners, read_points
from .answers import answers
from .class_folder import ClassFolder, FinishedSubmission
from .gradebook import shown_name
from .results import NOT_GRADED, QuestionResult, Result

FILE = "sheet.csv"
COLUMNS = ("student", "question", "points", "automatic", "out_of", "comment", "why", "found", "answer", "submission")
_LETTERS_OF_ANSWER = 6000
_LETTERS_OF_HASH = 12
# Without it a spreadsheet may take a hash for a number, 123456e78901.
_HASH = "sha256:"
_LETTERS_OF_FOUND = 300
_NOTHING_TO_JUDGE, _NOBODY = "nothing to judge now", "there is no submission of that name"
_ELSEWHERE = f"{adjustments.FILE} gives"
# Where commas separate decimals, a spreadsheet cuts at semicolons, and at the ends of lines then.
_CELL_INSIDE = re.compile(r"([;\t\r\n])(?=[=+@＝＋＠-])")
Filled = Mapping[tuple[str, str], dict[str, str]]


def sheet_csv(folder: ClassFolder, checked: CheckedAssignment, filled: Filled, delimiter: str = ",") -> str:
    """The text of the sheet.

    Whatever was filled in stays, in a row at the end where there is nothing to judge any more. Points that results
    have from a sheet that is gone are filled in again.

    Args:
        filled: (student, question) → an earlier sheet's row with points or a comment.
        delimiter: between cells.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", extrasaction="ignore", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    rows: list[tuple[tuple[bool, int], dict[str, str]]] = []
    places = {question.id: place for place, question in enumerate(checked.assignment.questions)}
    meant = owners((name for name, _ in filled), folder.students)
    left = {(meant.get(name, name), question): row for (name, question), row in filled.items()}
    for item in folder.finished:
        if not item.result:
            continue
        asked = [(question, why) for question in item.result.questions if (why := _reason(question))]
        texts = answers(folder.notebook(item.student) or b"", checked.assignment) if asked else {}
        for question, why in asked:
            earlier = left.pop((item.student, question.id), None) or _from_result(question, delimiter)
            is_automatic = question.automatic_score is not None
            row = {
                "student": shown_name(item.student),
                "question": question.id,
                "points": earlier["points"],
                "automatic": _points(question.automatic_score, delimiter) if is_automatic else "",
                "out_of": _points(question.max_score, delimiter),
                "comment": earlier["comment"],
                "why": why,
                "found": _found(question),
                "answer": _answer_cell(texts.get(question.id, "")),
                "submission": _short(item.result),
            }
            rows.append(((is_automatic, places.get(question.id, len(places))), row))
    # Question by question, as a person judges them; manual ones first.
    writer.writerows(row for _, row in sorted(rows, key=lambda placed: placed[0]))
    known = set(folder.students)
    for (student, _), row in left.items():
        writer.writerow({**row, "why": _NOTHING_TO_JUDGE if student in known else _NOBODY})
    return out.getvalue()


@dataclass(frozen=True)
class Rows:
    """How many answers a sheet has.

    Attributes:
        open: those that nobody has given points for.
        empty: of these, where nothing is written.
    """

    all: int
    open: int
    empty: int


def count(text: str, delimiter: str = ",") -> Rows:
    """The rows of a sheet."""
    written = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [row for row in written if row["why"] not in (_NOTHING_TO_JUDGE, _NOBODY)]
    without = [row for row in rows if not row["points"] and _ELSEWHERE not in row["why"]]
    return Rows(len(rows), len(without), sum(not row["answer"] for row in without))


def read_sheet(path: Path, checked: CheckedAssignment) -> Adjustments:
    """The points that stand in a sheet.

    Raises:
        BadAdjustments: it cannot be read, or has an unknown question, a duplicate, or points that are no number.
    """
    given = read_points(path, checked, "sheet", reason="comment")
    alone = [
        row
        for row in filled_in(path).values()
        if not row["points"].strip() and row.get("why") not in (_NOTHING_TO_JUDGE, _NOBODY)
    ]
    if not alone:
        return given
    note = (
        f"{path}: {len(alone)} rows have a comment and no points, so it reaches nobody; "
        f"{CONFIRMED} in the column points keeps the automatic ones"
    )
    return replace(given, notes=(*given.notes, note))


def delimiter_of(path: Path) -> str:
    """What separates the cells of a sheet, which a spreadsheet may have changed; a comma if there is no sheet.

    Raises:
        BadAdjustments: it cannot be read.
    """
    return read_csv(path, BadAdjustments).delimiter if path.exists() else ","


def filled_in(path: Path) -> Filled:
    """(student, question) → row, of a sheet's rows that have points or a comment; none if there is no sheet.

    Raises:
        BadAdjustments: it cannot be read.
    """
    if not path.exists():
        return {}
    rows = [row for _, row in read_rows(path, ("student", "question", "points", "comment"), BadAdjustments)]
    return {
        (row["student"], row["question"].strip()): row
        for row in rows
        if row["points"].strip() or row["comment"].strip()
    }


def changed_since(path: Path, finished: Sequence[FinishedSubmission]) -> list[str]:
    """A sentence for each submission that is another than the one that somebody gave points for.

    Raises:
        BadAdjustments: the sheet cannot be read.
    """
    now = {item.student: _short(item.result).removeprefix(_HASH) for item in finished if item.result}
    filled = filled_in(path)
    meant = owners((name for name, _ in filled), now)
    told: dict[str, list[str]] = {}
    for (name, question), row in filled.items():
        before = row.get("submission", "").strip().removeprefix(_HASH)
        if row["points"].strip() and before and now.get(meant.get(name, name), before) != before:
            told.setdefault(shown_name(name), []).append(question)
    return [
        f"{student}: handed in another notebook since points were given for {', '.join(questions)}; look again"
        for student, questions in told.items()
    ]


def _reason(question: QuestionResult) -> str:
    """Why an answer is in the sheet; empty if it need not be."""
    given = question.adjustment
    elsewhere = f"; {_ELSEWHERE} {given.points:g}" if given and given.source == "adjustments" else ""
    broken = sum(check.max_score for check in question.checks if check.verdict == NOT_GRADED)
    if question.automatic_score is None:
        return f"by hand{elsewhere}"
    if broken:
        return f"a check broke: {broken:g} points are not graded{elsewhere}"
    if question.builds_on_failed:
        builds_on = " ".join(question.builds_on_failed)
        return f"{question.automatic_score:g} automatic points; builds on {builds_on}{elsewhere}"
    return "given points by hand" if given and not elsewhere else ""


def _points(value: float | None, delimiter: str) -> str:
    """As a spreadsheet reads it that separates by semicolons: it would take 1.5 for a day in May."""
    text = f"{value or 0.0:g}"
    return text.replace(".", ",") if delimiter == ";" else text


def _from_result(question: QuestionResult, delimiter: str) -> dict[str, str]:
    """What a sheet that is gone said."""
    given = question.adjustment
    if not given or given.source != "sheet":
        return {"points": "", "comment": ""}
    return {"points": _points(given.points, delimiter), "comment": _cell(given.reason)}


def _found(question: QuestionResult) -> str:
    """What the checks found where points were lost: each verdict, and the wrong idea where it is known."""
    failed = [check for check in question.checks if check.verdict != "accepted"]
    found = [": ".join(filter(None, (check.verdict.replace("_", " "), check.misconception))) for check in failed]
    return _cell(one_line("; ".join(dict.fromkeys(found)), _LETTERS_OF_FOUND))


def _answer_cell(text: str) -> str:
    """`_cell` of many lines: no spreadsheet takes for a formula what stands where some begin a new cell."""
    return _CELL_INSIDE.sub(r"\1'", _cell(text))


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = plain_text(text, _LETTERS_OF_ANSWER)
    return f"'{text}" if shown_name(text).startswith("'") and not text.startswith("'") else text


def _short(result: Result) -> str:
    return f"{_HASH}{result.sha256[:_LETTERS_OF_HASH]}" if result.sha256 else ""
