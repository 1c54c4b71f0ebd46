"""What a student reads about a check: one failure as data, and its plain-text and HTML forms.

A public check tells everything: a question that can be pasted into the notebook, the answer that came back, the
expected one, the size of the error. A hidden check tells its description, the misconception and the hint, and of
an exception only what the grader knows by itself, because any text from student code could carry hidden inputs.
"""

from __future__ import annotations

import builtins
import html
import itertools
import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

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
]

_MAX_VALUES = 8
# The longest part of a message: a question that can be pasted, with its data.
_MAX_PART = 4000
_MAX_LINE = 200
_MAX_SHOWN = 400


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
    """

    check: Check
    failure: Failure | None = None
    remark: str = ""

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
    """The outcomes of a question's checks, shown by a notebook as HTML and elsewhere as text."""

    title: str
    outcomes: tuple[Outcome, ...]
    note: str = ""

    def __repr__(self) -> str:
        lines = [f"{self.title}: {self._summary()}" if self.outcomes else self.title]
        for outcome in self.outcomes:
            lines.append(f"{'✗' if outcome.failure else '✓'} {outcome.check.description}")
            lines += ["    " + line for line in outcome.message.splitlines()]
        return "\n".join(filter(None, [*lines, self.note]))

    def _repr_html_(self) -> str:
        passed = all(outcome.failure is None for outcome in self.outcomes)
        colour = "#1a7f37" if passed else "#b3261e"
        body = "".join(_outcome_html(outcome) for outcome in self.outcomes)
        note = f'<div style="color:#57606a;margin-top:.4em">{html.escape(self.note)}</div>' if self.note else ""
        return (
            f'<div style="border-left:4px solid {colour};padding:.3em .8em;margin:.3em 0;line-height:1.45">'
            f'<div><b>{html.escape(self.title)}</b> <span style="color:{colour}">'
            f"{html.escape(self._summary()) if self.outcomes else ''}</span></div>{body}{note}</div>"
        )

    def _summary(self) -> str:
        passed = sum(outcome.failure is None for outcome in self.outcomes)
        count = len(self.outcomes)
        if passed == count:
            return "all public checks pass" if count > 1 else "the public check passes"
        return f"{passed} of {count} public checks pass"


def _outcome_html(outcome: Outcome) -> str:
    mark, colour = ("✗", "#b3261e") if outcome.failure else ("✓", "#1a7f37")
    head = (
        f'<div><span style="color:{colour};font-weight:bold">{mark}</span> '
        f"{_prose_html(outcome.check.description)}</div>"
    )
    rows = "".join(_row_html(label, text) for label, text in outcome.rows)
    table = f'<div style="margin:.2em 0 .5em 1.4em">{rows}</div>' if rows else ""
    return head + table


def _row_html(label: str, text: str) -> str:
    if label in ("Asked", "Returned", "Expected"):
        style = "display:inline-block;margin:0;vertical-align:top;white-space:pre-wrap"
        body = f'<pre style="{style}">{html.escape(text)}</pre>'
    else:
        body = f'<span style="white-space:pre-line">{_prose_html(text)}</span>'
    name = f'<span style="display:inline-block;min-width:5.5em;color:#57606a">{label}</span>' if label else ""
    return f"<div>{name}{body}</div>"


def _prose_html(text: str) -> str:
    """Escaped, with `names` between backticks set as code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(text))


def exception_sentence(type_name: str, line: str = "") -> str:
    """A sentence about an exception, built from what a grader may trust: a builtin's name, a notebook line."""
    known = getattr(builtins, type_name, None)
    is_exception = isinstance(known, type) and issubclass(known, BaseException)
    name = type_name if is_exception else "an exception"
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


def show_value(value: Any) -> str:
    """A value for a message: short, with the shape of an array in front of its first entries."""
    if isinstance(value, np.ndarray) and value.ndim:
        entries = ", ".join(_show_number(entry) for entry in value.ravel()[:_MAX_VALUES])
        more = ", …" if value.size > _MAX_VALUES else ""
        return f"array of shape {value.shape}: {entries}{more}"
    if isinstance(value, np.ndarray):
        return _show_number(value[()])
    text = _show_number(value) if isinstance(value, int | float | complex) else short_repr(value)
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + " …"


def short_repr(value: Any) -> str:
    """Like ``repr``, of plain data; long texts in it, keys too, are cut, so that megabytes cost nothing."""
    if isinstance(value, str | bytes):
        text = repr(value[:_MAX_SHOWN])
        return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + " …"
    if isinstance(value, dict):
        items = ((short_repr(key), short_repr(item)) for key, item in itertools.islice(value.items(), _MAX_SHOWN))
        return "{" + ", ".join(f"{key}: {item}" for key, item in items) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(short_repr, value[:_MAX_SHOWN]))}]"
    return repr(value)


def _show_number(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return f"{value + 0.0:.7g}"  # no −0
    return str(value)


def show_code(name: str, value: Any) -> str:
    """Code that makes `value` again under `name`; long arrays are shortened and say so."""
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return f"{name} = {value!r}"
    grid = _as_linspace(value)
    if grid:
        return f"{name} = {grid}"
    if value.size > 40:
        return f"{name} = np.array({value.ravel()[:6].tolist()})  # and so on; shape {value.shape}"
    return f"{name} = np.array({value.tolist()})"


def _as_linspace(value: np.ndarray) -> str:
    if value.ndim != 1 or value.size < 5 or value.dtype.kind != "f":
        return ""
    start, stop = float(value[0]), float(value[-1])
    if not np.isfinite([start, stop]).all():
        return ""
    even = np.linspace(start, stop, value.size).astype(value.dtype)
    return f"np.linspace({start!r}, {stop!r}, {value.size})" if np.allclose(even, value, 1e-6, 0) else ""
