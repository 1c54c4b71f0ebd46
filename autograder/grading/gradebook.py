"""gradebook.csv: one row per student, one column per question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from lecture08_utils.checking.text import one_line

from .results import NOT_GRADED, QuestionResult, Result, rounded

if TYPE_CHECKING:
    from .lateness import Lateness

# Full-width forms count as well; blanks in front do not help.
_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_MAX_NAME = 300
MAXIMUM = "Points possible"
_MARKS = ("builds_on_failed", "not_graded", "adjusted")


def gradebook_csv(
    assignment: str,
    questions: Mapping[str, float],
    results: Iterable[Result],
    not_graded: Iterable[str] = (),
    lateness: Lateness | None = None,
) -> str:
    """The text of gradebook.csv: a row per student, sorted, and a last one with what each question is worth.

    Behind the scores and the status stand three columns that are mostly empty: ``builds_on_failed`` names questions
    that lost points after those that they build on (``q5: q4``), ``not_graded`` the points that the grader itself
    failed to judge (``q7: 1.5``), ``adjusted`` what was changed by hand (``q5: 2.0 instead of 0.0``).

    Args:
        questions: id → points, in the order of their columns.
        not_graded: students whose submission the grader itself failed on; they get a row without scores, so that
            nobody takes the gradebook for complete.
        lateness: what totals lose; one more column says why.
    """
    marks = (*_MARKS, "late") if lateness else _MARKS
    rows = [_row(result, list(questions), lateness) for result in results]
    rows += [[student, "", *("" for _ in questions), NOT_GRADED, *("" for _ in marks)] for student in not_graded]
    lines = [["student", assignment, *questions, "status", *marks]]
    lines += [[shown_name(student), *rest] for student, *rest in sorted(rows, key=lambda row: row[0])]
    worth = [str(rounded(sum(questions.values()))), *map(str, questions.values())]
    lines.append([MAXIMUM, *worth, "", *("" for _ in marks)])
    return "".join(map(csv_line, lines))


def shown_name(name: str) -> str:
    """A name that no spreadsheet takes for a formula and no terminal for a command."""
    name = one_line(name, _MAX_NAME)
    return f"'{name}" if name != name.lstrip() or name.startswith(_FORMULA_STARTS) else name


def _row(result: Result, questions: Sequence[str], lateness: Lateness | None) -> list[str]:
    scores = {question.id: question.score for question in result.questions}
    cells = ["" if scores.get(question) is None else str(scores[question]) for question in questions]
    marks = [
        [f"{item.id}: {' '.join(item.builds_on_failed)}" for item in result.questions if item.builds_on_failed],
        [f"{item.id}: {item.not_graded}" for item in result.questions if item.not_graded],
        [f"{item.id}: {_change(item)}" for item in result.questions if item.is_changed],
    ]
    row = [result.student, str(result.score), *cells, result.status, *("; ".join(mark) for mark in marks)]
    if lateness:
        row[1] = str(lateness.total(result.student, result.score))
        row.append(lateness.note(result.student, result.score))
    return row


def _change(question: QuestionResult) -> str:
    automatic = question.automatic_score
    return f"{question.score}" if automatic is None else f"{question.score} instead of {automatic}"


_SPECIAL = frozenset(',;"\r\n')


def csv_line(cells: Sequence[str]) -> str:
    """A line of a CSV file whose first cell is a name."""
    # Names are always quoted: a spreadsheet may cut at semicolons and tabs as well.
    name, *rest = cells
    return ",".join([_quoted(name), *(_quoted(cell) if _SPECIAL & set(cell) else cell for cell in rest)]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
