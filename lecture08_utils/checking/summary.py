"""A whole notebook in one line per question: points so far, and what is left."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .messages import MUTED, Outcome, coloured, framed, show_points
from .reach import is_unfinished
from .registry import Check, CheckedAssignment, Question

NOT_BEGUN = "not begun"


@dataclass(frozen=True)
class Line:
    """One question.

    Attributes:
        points, of: of its public checks that pass, and of all of them; None where a person gives them.
        remark: what is left.
    """

    question: str
    title: str
    points: float | None
    of: float
    remark: str = ""

    @property
    def is_done(self) -> bool:
        return self.points == self.of and not self.remark

    @property
    def mark(self) -> str:
        if self.points is None or self.remark == NOT_BEGUN:
            return "·"
        return "✓" if self.is_done else "✗"

    @property
    def figures(self) -> str:
        return f"– of {self.of:g}" if self.points is None else f"{self.points:g} of {self.of:g}"


@dataclass(frozen=True)
class Summary:
    """The questions of a notebook, shown as HTML by a notebook and elsewhere as text."""

    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        width = max(len(line.question) for line in self.lines)
        titles = max(len(line.title) for line in self.lines)
        rows = (
            f"{line.mark} {line.question:<{width}}  {line.title:<{titles}}  {line.figures:>10}  {line.remark}"
            for line in self.lines
        )
        return "\n".join([*map(str.rstrip, rows), self.total])

    def _repr_html_(self) -> str:
        is_done = all(line.is_done or line.points is None for line in self.lines)
        rows = "".join(map(_row_html, self.lines))
        return framed(f"<b>{html.escape(self.total)}</b><table>{rows}</table>", is_done)

    @property
    def total(self) -> str:
        """Points so far, and where the others come from."""
        points = sum(line.points or 0 for line in self.lines)
        of = sum(line.of for line in self.lines if line.points is not None)
        by_hand = sum(line.of for line in self.lines if line.points is None)
        read = f", and {show_points(by_hand)} are given by a reader" if by_hand else ""
        return (
            f"{points:g} of {show_points(of)} that the checks here give; "
            f"more tests run when the notebook is graded{read}."
        )


def _row_html(line: Line) -> str:
    left = "text-align:left"
    mark = line.mark if line.mark == "·" else coloured(line.mark, line.is_done)
    return (
        f'<tr style="background:none"><td>{mark}</td><td style="{left}">{line.question}</td>'
        f'<td style="{left}">{html.escape(line.title)}</td><td style="white-space:nowrap">{line.figures}</td>'
        f'<td style="{left};color:{MUTED}">{html.escape(line.remark)}</td></tr>'
    )


def summarise(
    checked: CheckedAssignment,
    namespace: Mapping[str, Any],
    ask: Callable[[Check], Outcome | None],
    warn: Callable[[Question], tuple[str, ...]] = lambda question: (),
) -> Summary:
    """A line for each question.

    Args:
        ask: runs a check; None if its answer is not known and would take long.
        warn: why a question's answers are about older definitions.
    """
    return Summary(tuple(_line(checked, question, namespace, ask, warn) for question in checked.assignment.questions))


def _line(
    checked: CheckedAssignment,
    question: Question,
    namespace: Mapping[str, Any],
    ask: Callable[[Check], Outcome | None],
    warn: Callable[[Question], tuple[str, ...]],
) -> Line:
    if question.is_manual:
        return Line(question.id, question.title, None, question.manual_points, "read by a person")
    checks = checked.of_question(question.id, "public")
    of = float(sum(check.points for check in checks))
    stubs = [name for name in question.defines if name not in namespace or is_unfinished(namespace[name])]
    if len(stubs) == len(question.defines):
        return Line(question.id, question.title, 0.0, of, NOT_BEGUN)
    outcomes = [ask(check) for check in checks]
    points = float(sum(outcome.score for outcome in outcomes if outcome))
    remarks = [f"not finished: {', '.join(stubs)}"] if stubs else []
    if None in outcomes:
        remarks.append(f'trains, and was not checked since it changed: check("{question.id}")')
    elif any(outcome and outcome.failure for outcome in outcomes):
        remarks.append(f'check("{question.id}") says what is wrong')
    if warn(question):
        remarks.append("an older definition than its cell's")
    return Line(question.id, question.title, points, of, "; ".join(remarks))
