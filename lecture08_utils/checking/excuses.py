"""One sentence for a cell that fails because an answer is missing, or because a figure was given the wrong thing."""

from __future__ import annotations

import itertools
import traceback
from collections.abc import Mapping
from typing import Any

import numpy as np

from .cells import names_in
from .code_names import used_names
from .reach import is_unfinished, reachable
from .registry import Assignment
from .text import one_line

_FIGURES = "lecture08_utils.plots"


class Excuses:
    """Says why a cell failed, where the reason is known.

    Args:
        assignment: whose questions define the names that other cells use.
        namespace: the notebook's.
    """

    def __init__(self, assignment: Assignment, namespace: Mapping[str, Any]):
        self._assignment = assignment
        self._namespace = namespace
        self._waits_for: dict[str, tuple[str, ...]] = {}

    def explain(self, source: str, error: BaseException) -> str:
        """A sentence about a cell that raised, in Markdown's backticks; "" where the traceback says more."""
        said = names_in(source)
        if any(name in question.defines for question in self._assignment.questions for name in said):
            return ""  # an answer: its author wants to see where it fails
        try:
            used = used_names(source)
        except (SyntaxError, ValueError):
            return ""
        reasons = self._missing(error.name or "") if isinstance(error, NameError) else self._unfinished(used)
        if reasons:
            self._waits_for |= {name: reasons for name in said if name not in self._namespace}
            return f"This cell needs an answer that is not there yet. {' '.join(reasons)} Then run this cell again."
        return _about_figure(error)

    def _missing(self, name: str) -> tuple[str, ...]:
        for question in self._assignment.questions:
            if name in question.defines:
                return (f"Finish {question.id} first: `{name}` is not defined.",)
            if name.lower() == question.id:
                return (f'The name of a question is a text: write "{question.id}" with quotation marks.',)
        return self._waits_for.get(name, ())

    def _unfinished(self, used: frozenset[str]) -> tuple[str, ...]:
        names = reachable(self._namespace, used)
        reasons = []
        for question in self._assignment.questions:
            stubs = [name for name in question.defines if name in names and is_unfinished(self._namespace[name])]
            if stubs:
                quoted = [f"`{name}`" for name in stubs]
                listed = " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
                are = "is still a stub" if len(stubs) == 1 else "are still stubs"
                reasons.append(f"Finish {question.id} first: {listed} {are}.")
        return tuple(reasons)


def _about_figure(error: BaseException) -> str:
    """What a figure was given, if one failed."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if str(frame.f_globals.get("__name__")).startswith(_FIGURES):
            code = frame.f_code
            names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            given = [f"`{name}`: {_kind(frame.f_locals[name])}" for name in names if name in frame.f_locals]
            return (
                f"`{code.co_name}` cannot draw this ({type(error).__name__}: {one_line(str(error), 200)}). "
                f"It was given {'; '.join(given)}. `help({code.co_name})` says what it expects."
            )
    return ""


def _kind(value: Any) -> str:
    """A value in a few words: what it is, its shape, and whether it holds NaN."""
    if isinstance(value, dict):
        items = (f"{one_line(str(key), 30)!r}: {_kind(item)}" for key, item in itertools.islice(value.items(), 4))
        return f"a dict of {', '.join(items)}"
    if value is None or callable(value) or isinstance(value, str | bool | int | float):
        return one_line(getattr(value, "__name__", None) or repr(value), 40)
    try:
        array = np.asarray(value)
    except Exception:  # ragged, or an object that refuses
        return f"an object of type {type(value).__name__}"
    if array.dtype.kind not in "biufc":
        return f"an object of type {type(value).__name__}"
    bad = array.size - int(np.isfinite(array).sum())
    return f"shape {array.shape}" + (f", of which {bad} values are NaN or infinite" if bad else "")
