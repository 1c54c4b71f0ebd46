"""What a student reads about a check: one failure as data, and its plain-text and HTML forms.

A public check tells everything: a question that can be pasted into the notebook, the answer that came back, the
expected one, the size of the error. A hidden check tells its description, the misconception and the hint, and of
an exception only what the grader knows by itself, because any text from student code could carry hidden inputs.
"""

from __future__ import annotations

import builtins
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .curves import Curve
from .registry import Check
from .text import one_line, plain_text

Verdict = Literal[
    "accepted",
    "wrong_answer",
    "run_time_error",
    "time_limit_exceeded",
    "memory_limit_exceeded",
    "not_attempted",
    "missing",
    "not_graded",
]

# The longest part of a message: a question that can be pasted, with its data.
_MAX_PART = 4000
_MAX_LINE = 200


@dataclass(frozen=True)
class Failure:
    """Why a check failed.

    Attributes:
        problem: what is wrong, in sentences. May quote values that came from student code.
        safe_problem: the same from trusted knowledge alone; empty where there is nothing safe to say.
        asked: code that repeats the question in the student's own notebook.
        returned, expected: the two values, formatted.
        misconception: name of the wrong idea that explains the answer, if one does.
    """

    verdict: Verdict
    problem: str
    safe_problem: str = ""
    asked: str = ""
    returned: str = ""
    expected: str = ""
    misconception: str | None = None


@dataclass(frozen=True)
class Outcome:
    """The result of one check on one student's names.

    `failure` is None exactly when the verdict is ``accepted``; then `remark` is what the check says all the same.
    `curve` is what the answer looks like, if the check shows it.
    """

    check: Check
    failure: Failure | None = None
    remark: str = ""
    curve: Curve | None = None

    @property
    def verdict(self) -> Verdict:
        return self.failure.verdict if self.failure else "accepted"

    @property
    def score(self) -> float:
        """All of the check's points or none; always a Python float, which is what nbgrader needs."""
        return 0.0 if self.failure else float(self.check.points)

    @property
    def misconception(self) -> str | None:
        return self.failure.misconception if self.failure else None

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Label and text of each part of the message."""
        rows = _rows(self.check, self.failure) if self.failure else [("", self.remark)]
        return [(label, plain_text(text, _MAX_PART)) for label, text in rows if text]

    @property
    def message(self) -> str:
        """The whole message as plain text; for an accepted check its remark, which is mostly empty."""
        return "\n".join(_indent(label, text) for label, text in self.rows)


def _rows(check: Check, failure: Failure) -> list[tuple[str, str]]:
    public = check.visibility == "public"
    rows = [("", failure.problem if public else failure.safe_problem)]
    if public:
        rows += [("Asked", failure.asked), ("Returned", failure.returned), ("Expected", failure.expected)]
    if failure.misconception:
        rows.append(("Looks like", failure.misconception))
    rows.append(("Hint", check.hint))
    if not public:
        rows.insert(0, ("Tested", check.description))
    return rows


def _indent(label: str, text: str) -> str:
    head = f"{label + ':':<12}" if label else ""
    return head + text.replace("\n", "\n" + " " * len(head))


@dataclass(frozen=True)
class Report:
    """The outcomes of a question's checks, shown by a notebook as HTML and elsewhere as text.

    Attributes:
        note: where to begin, or that there is nothing to check.
        warnings: why the outcomes are not about what the cells say now.
        defines: names whose cells a front end may look at: one that was edited and not run is named.
    """

    title: str
    outcomes: tuple[Outcome, ...]
    note: str = ""
    warnings: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()

    def __repr__(self) -> str:
        lines = [f"{self.title}: {self._summary()}" if self.outcomes else self.title]
        lines += [f"! {warning}" for warning in self._all_warnings()]
        for outcome in self.outcomes:
            lines.append(f"{'✗' if outcome.failure else '✓'} {outcome.check.description}")
            lines += ["    " + line for line in outcome.message.splitlines()]
        return "\n".join(filter(None, [*lines, self.note]))

    def _repr_html_(self) -> str:
        passed = not self.warnings and all(outcome.failure is None for outcome in self.outcomes)
        body = "".join(_outcome_html(outcome) for outcome in self.outcomes)
        note = f'<div style="color:{MUTED};margin-top:.4em">{html.escape(self.note)}</div>' if self.note else ""
        summary = coloured(self._summary(), passed) if self.outcomes else ""
        head = f"<div><b>{html.escape(self.title)}</b> {summary}</div>"
        warnings = "".join(_warning_html(warning) for warning in self._all_warnings())
        return framed(head + warnings + _edited_html(self.defines) + body + note, passed)

    def _all_warnings(self) -> tuple[str, ...]:
        return (*self.warnings, _OLD) if self.warnings and self.outcomes else self.warnings

    def _summary(self) -> str:
        kind = "hidden" if any(outcome.check.visibility == "hidden" for outcome in self.outcomes) else "public"
        passed = sum(outcome.failure is None for outcome in self.outcomes)
        count = len(self.outcomes)
        old = "of an older definition, " if self.warnings else ""
        if passed < count:
            return f"{old}{passed} of {count} {kind} checks pass"
        return f"{old}{f'all {kind} checks pass' if count > 1 else f'the {kind} check passes'}"


@dataclass(frozen=True)
class Notice:
    """A sentence below a cell, in place of a traceback."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return framed(prose_html(self.text), passed=False)


class Score(float):
    """The points of one check: a float, as nbgrader needs it, that says in a notebook what it is."""

    def __new__(cls, outcome: Outcome) -> Score:
        score = super().__new__(cls, outcome.score)
        score._outcome = outcome
        return score

    _outcome: Outcome

    def _repr_html_(self) -> str:
        check = self._outcome.check
        mark = coloured("✗" if self._outcome.failure else "✓", self._outcome.failure is None)
        kind = "hidden check" if check.visibility == "hidden" else "check"
        text = f"{self:g} of {show_points(check.points)} for the {kind} “{check.description}”"
        return f'<div style="{_WRAP}">{mark} {prose_html(text)}</div>'


def show_points(points: float) -> str:
    """Points with their word: 1 point, 0.5 points."""
    return f"{points:g} point{'s' * (points != 1)}"


# JupyterLab's own variables, each in the shade that has at least 4.5 : 1 against its background in both themes; the
# colours behind them are for other front ends.
GOOD = "var(--jp-success-color0, light-dark(#1a7f37, #57ab5a))"
BAD = "var(--jp-error-color1, light-dark(#b3261e, #ff8a80))"
MUTED = "var(--jp-content-font-color2, light-dark(#57606a, #a0a8b0))"
# JupyterLab breaks lines of output anywhere, numbers included.
_WRAP = "word-break:normal;overflow-wrap:break-word"
_OLD = "What follows is about the definition before. Put the cell right, run it, then check again."


def coloured(text: str, passed: bool) -> str:
    """Escaped text in the colour of success or failure."""
    return f'<span style="color:{GOOD if passed else BAD}">{html.escape(text)}</span>'


def framed(body: str, passed: bool) -> str:
    """HTML with a bar at its left that says how it went."""
    edge = f"border-left:4px solid {GOOD if passed else BAD}"
    return f'<div style="{edge};padding:.3em .8em;margin:.3em 0;line-height:1.45;{_WRAP}">{body}</div>'


def prose_html(text: str) -> str:
    """Escaped, with `names` between backticks set as code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(text))


def _outcome_html(outcome: Outcome) -> str:
    mark = coloured("✗" if outcome.failure else "✓", outcome.failure is None)
    head = f"<div><b>{mark}</b> {prose_html(outcome.check.description)}</div>"
    rows = "".join(_row_html(label, text) for label, text in outcome.rows)
    table = f'<div style="margin:.2em 0 .5em 1.4em">{rows}</div>' if rows else ""
    return head + table


def _row_html(label: str, text: str) -> str:
    if label in ("Asked", "Returned", "Expected"):
        style = f"margin:0;min-width:0;white-space:pre-wrap;{_WRAP}"
        body = f'<pre style="{style}">{_whole_numbers(html.escape(text))}</pre>'
    else:
        body = f'<span style="min-width:0;white-space:pre-line">{prose_html(text)}</span>'
    if not label:
        return f"<div>{body}</div>"
    name = f'<span style="flex:none;width:5.5em;color:{MUTED}">{label}</span>'
    return f'<div style="display:flex">{name}{body}</div>'


def _whole_numbers(escaped: str) -> str:
    """Numbers with a minus in them are kept from being broken behind it."""
    return re.sub(r"-?\d[\d.]*e-\d+|-\d[\d.]*", r'<span style="white-space:nowrap">\g<0></span>', escaped)


def _warning_html(text: str) -> str:
    return f'<div style="color:{BAD}"><b>!</b> {prose_html(text)}</div>'


# JupyterLab marks cells that were edited after they were run. Where there is no such mark, nothing is shown.
_EDITED = r"""<div style="display:none;color:TINT"><b>!</b> The cell of <code></code> was edited and not run since:
this is about the version before. Run it, then check again.</div><script>(() => {
  const note = document.currentScript && document.currentScript.previousElementSibling;
  const notebook = note && note.closest(".jp-Notebook");
  if (!notebook) return;
  const defines = name => new RegExp("^(async +)?(def|class) +" + name + "\\b|^" + name + " *=", "m");
  for (const cell of notebook.querySelectorAll(".jp-CodeCell.jp-mod-dirty")) {
    const text = [...cell.querySelectorAll(".cm-line")].map(line => line.textContent).join("\n");
    const name = NAMES.find(name => defines(name).test(text));
    if (name) { note.querySelector("code").textContent = name; note.style.display = "block";
      note.parentElement.style.borderLeftColor = note.style.color; }
  }
})()</script>"""


def _edited_html(names: tuple[str, ...]) -> str:
    return _EDITED.replace("TINT", BAD).replace("NAMES", json.dumps(list(names))) if names else ""


def exception_name(type_name: str) -> str:
    """A builtin exception's name; "an exception" for any other, whose name may be made up."""
    known = getattr(builtins, type_name, None)
    is_exception = isinstance(known, type) and issubclass(known, BaseException)
    return type_name if is_exception else "an exception"


def not_defined(names: Sequence[str], question: str) -> str:
    """A sentence about functions that are not there."""
    listed, verb = " and ".join(f"`{name}`" for name in names), "is" if len(names) == 1 else "are"
    return f"{listed} {verb} not defined. Was the cell of {question} deleted, or not run?"


def exception_sentence(type_name: str, line: str = "") -> str:
    """A sentence about an exception, built from what a grader may trust: a builtin's name, a notebook line."""
    name = exception_name(type_name)
    line = one_line(line.strip(), _MAX_LINE)
    return f"Your code raised {name}" + (f" in the line\n    {line}" if line else ".")


# Exceptions of JAX that beginners meet; its own texts explain them to people who know what a tracer is.
_OF_TRACING = {
    "TracerArrayConversionError": "NumPy was given a number that JAX is following: write jnp instead of np there.",
    "TracerBoolConversionError": "An `if`, `while`, `and` or `max` looked at a number that JAX is following: "
    "`jnp.where` and `jnp.maximum` need not look.",
    "ConcretizationTypeError": "float(…), int(…) or range(…) was given a number that JAX is following: leave it an "
    "array.",
}


def advice_on_exception(type_name: str) -> str:
    """What to do about an exception, where its own text does not say it to a beginner; else ""."""
    return _OF_TRACING.get(type_name, "")
