"""A result as nbgrader keeps it: a score and a text for each of its grade cells, a comment for each question."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.errors import ReportedError
from autograder.grading.results import NOT_GRADED, CheckResult, QuestionResult, Result, rounded

_WIDTH = 110
_INDENT = " " * 12


class OtherRelease(ReportedError):
    """The result and nbgrader's gradebook are of different releases; the message says which check shows it."""


@dataclass(frozen=True)
class GradeCell:
    """A cell that nbgrader counts points for.

    Attributes:
        id: nbgrader's ``grade_id``.
        check: id of the check that it runs; None where a person judges.
    """

    id: str
    question: str
    check: str | None
    points: float


@dataclass(frozen=True)
class CellScore:
    """What a grade cell gets.

    Attributes:
        score: None if a person has to say.
        text: what is shown below the cell.
    """

    score: float | None
    text: str = ""


def cell_scores(result: Result, cells: Sequence[GradeCell]) -> dict[str, CellScore]:
    """Id of each grade cell → what it gets; together a question's cells get what the question has in the result.

    Points that a person gave for a question are shared out over its cells: those that the checks gave stay as far as
    the sum allows.

    Args:
        cells: in the order of the notebook.

    Raises:
        OtherRelease: a check has no cell, a cell no check, or other points.
    """
    if result.questions:
        _demand_same_release(result, cells)
    questions = {question.id: question for question in result.questions}
    found: dict[str, CellScore] = {}
    for name, group in groupby(cells, key=lambda cell: cell.question):
        found |= _scores_of_question(result, questions.get(name), list(group))
    return found


def comments(result: Result) -> dict[str, str]:
    """Question → what there is to say about it as a whole."""
    return {question.id: text for question in result.questions if (text := "\n".join(_remarks(question)))}


def _scores_of_question(
    result: Result, question: QuestionResult | None, cells: Sequence[GradeCell]
) -> Iterator[tuple[str, CellScore]]:
    checks = {check.id: check for check in question.checks} if question else {}
    automatic = [_automatic(result, checks, cell) for cell in cells]
    if not question or not question.adjustment:
        yield from zip((cell.id for cell in cells), automatic, strict=True)
        return
    shares = share_out(
        question.adjustment.points, [item.score or 0.0 for item in automatic], [cell.points for cell in cells]
    )
    for cell, before, share in zip(cells, automatic, shares, strict=True):
        text = before.text
        if cell.check and share != before.score:
            text = f"{share:g} of {cell.points:g} points, given by hand.\n{text}"
        yield cell.id, CellScore(share, text)


def share_out(points: float, automatic: Sequence[float], most: Sequence[float]) -> list[float]:
    """Share out the points of a question over its cells.

    Args:
        automatic: what the cells have by themselves. Points above that go to the first cells that lack some; what is
            taken away is taken from the last ones.
        most: what each cell can have.
    """
    shares = list(automatic)
    more = points - sum(shares)
    places = range(len(shares)) if more > 0 else reversed(range(len(shares)))
    for place in places:
        change = min(more, most[place] - shares[place]) if more > 0 else max(more, -shares[place])
        shares[place] = rounded(shares[place] + change)
        more -= change
    return shares


def _automatic(result: Result, checks: Mapping[str, CheckResult], cell: GradeCell) -> CellScore:
    if result.status == "unreadable":
        return CellScore(0.0, f"{_points(0.0, cell)}: {result.error}" if cell.check else "")
    if cell.check is None:
        return CellScore(None)
    check = checks[cell.check]
    if check.verdict == NOT_GRADED:
        return CellScore(None, f"not graded: {check.message}")
    # A score that is no number, or none of these, would count as full marks.
    score = min(max(check.score, 0.0), cell.points) if check.score == check.score else 0.0
    parts = [f"{_points(score, cell)}: {check.verdict.replace('_', ' ')}", _in_lines(check.message)]
    return CellScore(score, "\n".join(filter(None, parts)))


def _in_lines(message: str) -> str:
    """A message without long sentences, which formgrader would cut; code and values stay as they are."""
    lines = message.split("\n")
    is_data = [line.startswith((" ", "Asked:", "Returned:", "Expected:")) for line in lines]
    return "\n".join(
        line if data else textwrap.fill(line, _WIDTH, subsequent_indent=_INDENT if ":  " in line[:12] else "")
        for line, data in zip(lines, is_data, strict=True)
    )


def _points(score: float, cell: GradeCell) -> str:
    return f"{score:g} of {cell.points:g} points"


def _remarks(question: QuestionResult) -> Iterator[str]:
    if given := question.adjustment:
        reason = f": {given.reason}" if given.reason else "."
        instead = "" if question.automatic_score is None else f" instead of {question.automatic_score:g}"
        yield f"{given.points:g} of {question.max_score:g} points by hand{instead}{reason}"
    elif question.not_graded:
        yield f"{question.not_graded:g} points are not graded yet."
    if question.builds_on_failed:
        yield f"This builds on {', '.join(question.builds_on_failed)}, which lost points too."


def _demand_same_release(result: Result, cells: Sequence[GradeCell]) -> None:
    found = {check.id: check.max_score for question in result.questions for check in question.checks}
    if result.status == "unreadable":
        return
    known = {cell.check: rounded(cell.points) for cell in cells if cell.check}
    different = sorted(name for name in {*found, *known} if found.get(name) != known.get(name))
    if different:
        raise OtherRelease(
            f"the result and the released notebook differ in the check {different[0]}: run `lecture08 release` and "
            "`lecture08 grade` again"
        )
