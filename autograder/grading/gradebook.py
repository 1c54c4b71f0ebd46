"""gradebook.csv: one row per student, one column per question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lecture08_utils.checking.text import one_line

from .results import Result

# Full-width forms count as well; blanks in front do not help.
_FORMULA_STARTS = tuple("=+-@＝＋－＠")
NOT_GRADED = "not_graded"
_MAX_NAME = 300


def gradebook_csv(
    assignment: str, questions: Sequence[str], results: Iterable[Result], not_graded: Iterable[str] = ()
) -> str:
    """The text of gradebook.csv.

    Args:
        questions: ids, in the order of their columns.
        not_graded: students whose submission the grader itself failed on; they get a row without scores, so that
            nobody takes the gradebook for complete.
    """
    rows = [_row(result, questions) for result in results]
    rows += [[student, "", *("" for _ in questions), NOT_GRADED] for student in not_graded]
    lines = [["student", assignment, *questions, "status"]]
    lines += [[_as_text(student), *rest] for student, *rest in sorted(rows, key=lambda row: row[0])]
    return "".join(map(_line, lines))


def _row(result: Result, questions: Sequence[str]) -> list[str]:
    scores = {question.id: question.score for question in result.questions}
    cells = ["" if scores.get(question) is None else str(scores[question]) for question in questions]
    return [result.student, str(result.score), *cells, result.status]


def _as_text(name: str) -> str:
    """A name that no spreadsheet takes for a formula and no terminal for a command."""
    name = one_line(name, _MAX_NAME)
    return f"'{name}" if name != name.lstrip() or name.startswith(_FORMULA_STARTS) else name


def _line(cells: Sequence[str]) -> str:
    # Names are always quoted: a spreadsheet may cut at semicolons and tabs as well. The rest is ours and plain.
    name, *rest = cells
    return ",".join([_quoted(name), *rest]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
