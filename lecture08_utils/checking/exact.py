"""Exact answers: integers, fractions and words, alone or in lists and dicts, equal to the last digit.

Arithmetic with ``fractions.Fraction`` has no rounding errors, so there is nothing to tolerate, and a derivative
that was found by another route than the student's own arithmetic, in floating point, cannot be right. Where the
expected value is a twin (twins.py), neither can one that was found by differences of fractions.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from .student import Student
from .text import one_line
from .twins import is_twin, residue
from .values import short_repr

DECIMALS = (
    "decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic"
)

# How close an answer comes that is right but for rounding in float32, or but for the step of a difference quotient.
_CLOSE = 1e-3
_CLOSE_EXACT = 1e-6
_CLOSE_IN_FLOAT64 = 1e-9
_MAX_TEXT = 300
_MAX_KEYS = 10
_MAX_KEY = 40
_MOST_ITEMS = 100_000


def expect_exact(
    student: Student,
    expression: str,
    *,
    want: Any,
    wrong: Mapping[str, Any] | Iterable[tuple[str, Any]] = (),
    decimals: bool = False,
    **data: Any,
) -> Any:
    """Demand that an expression has an exact value.

    Args:
        want: an int, a Fraction, a str, a bool, or lists and dicts of them. A tuple or an array in the answer counts
            as a list.
        wrong: misconception → the exact value that it leads to, as a dict or, where one misconception can lead to
            several values, as pairs.
        decimals: take floats as well that are right but for rounding, as after ``total = 0.0``.
        data: names and plain values that the expression uses.

    Returns:
        What came back, as plain Python numbers in lists and dicts.

    Raises:
        CheckFailed: the answer differs.
    """
    got = _as_python(student.ask(expression, **data))
    problem = _difference(got, want, "")
    if not problem or (decimals and _is_rounded(got, want, _CLOSE_IN_FLOAT64)):
        return got
    ideas = wrong.items() if isinstance(wrong, Mapping) else wrong
    names = {name for name, value in ideas if _difference(value, want, "") and not _difference(got, value, "")}
    if not names and _is_rounded(got, want):
        names = {DECIMALS}
    if not _is_of_kind(got, want):
        student.require_no_stub()
        problem += student.promise()
    recognised = names.pop() if len(names) == 1 else ""
    student.fail(problem, returned=show_exact(got), expected=show_exact(want), misconception=recognised)


def is_exactly(got: Any, want: Any) -> bool:
    """Whether an answer of any type has an exact value; never raises, unlike ``==`` where arrays hide in lists."""
    return not _difference(_as_python(got), want, "")


def show_exact(value: Any) -> str:
    """Plain data with fractions written as 5/4."""
    text = _show(value)
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + " …"


def _show(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_show, value[:_MAX_TEXT]))}]"
    if isinstance(value, dict):
        items = itertools.islice(value.items(), _MAX_TEXT)
        return f"{{{', '.join(f'{short_repr(key)}: {_show(item)}' for key, item in items)}}}"
    if isinstance(value, Fraction):
        return str(value)
    return f"{value:.10g}" if isinstance(value, float) else short_repr(value)


class _Entries(list):
    """The entries of an array, which remembers in `kind` what it was."""

    kind = ""


def _as_python(value: Any) -> Any:
    """Plain data with lists for arrays, unless these have more entries than any check expects: that takes seconds."""
    return _without_arrays(value) if _count(value) <= _MOST_ITEMS else value


def _without_arrays(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _entries(value)
    if isinstance(value, list):
        return [_without_arrays(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_arrays(item) for key, item in value.items()}
    return value


def _count(value: Any) -> int:
    """How many lists and numbers the arrays in plain data would become."""
    if isinstance(value, np.ndarray):
        return math.prod(max(length, 1) for length in value.shape)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_count, items))


def _entries(array: np.ndarray) -> Any:
    if not array.ndim:
        return array.item()
    entries = _Entries(array.tolist())
    entries.kind = _kind(array)
    return entries


def _difference(got: Any, want: Any, where: str) -> str:
    """The first difference as a sentence; "" if there is none."""
    place = f" at {where}" if where else ""
    if got is None:
        return f"The answer{place} is None: a `return` is missing, or the stub is not filled in yet."
    if isinstance(want, list):
        return _list_difference(got, want, where, place)
    if isinstance(want, dict):
        return _dict_difference(got, want, where, place)
    if isinstance(want, str | bool):
        is_same = type(got) is type(want) and got == want
        return "" if is_same else f"The answer{place} is {_show(got)}; {_show(want)} is expected."
    if isinstance(got, bool) or not isinstance(got, int | float | Fraction):
        return f"The answer{place} is {_kind(got)}; a number is expected."
    if not _is_equal(got, want):
        return f"The answer{place} is {_show(got)}; {_show(want)} is expected, exactly."
    return ""


def _is_of_kind(got: Any, want: Any) -> bool:
    """Whether an answer is what is expected but for its numbers and words."""
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(_is_of_kind, got, want))
    if isinstance(want, dict):
        is_alike = isinstance(got, dict) and got.keys() == want.keys()
        return is_alike and all(_is_of_kind(got[key], want[key]) for key in want)
    if isinstance(want, str | bool):
        return type(got) is type(want)
    return isinstance(got, int | float | Fraction) and not isinstance(got, bool)


def _is_equal(got: float | Fraction, want: int | Fraction) -> bool:
    if not is_twin(want):
        return got == want
    return got == want and not isinstance(got, float) and residue(got) == residue(want)


def _list_difference(got: Any, want: list, where: str, place: str) -> str:
    if not isinstance(got, list):
        return f"The answer{place} is {_kind(got)}; a list of {len(want)} is expected."
    if len(got) != len(want):
        return f"The answer{place} has length {len(got)}; {len(want)} is expected."
    differences = (_difference(g, w, f"{where}[{i}]") for i, (g, w) in enumerate(zip(got, want, strict=True)))
    return next(filter(None, differences), "")


def _dict_difference(got: Any, want: dict, where: str, place: str) -> str:
    if not isinstance(got, dict):
        return f"The answer{place} is {_kind(got)}; a dict is expected."
    if got.keys() != want.keys():
        return f"The answer{place} has {_keys(got)}; expected: {', '.join(want)}."
    return next(filter(None, (_difference(got[key], want[key], f"{where}[{key!r}]") for key in want)), "")


def _keys(got: dict) -> str:
    if not got:
        return "no keys"
    shown = [one_line(repr(key[:_MAX_KEY]), _MAX_KEY) for key in itertools.islice(got, _MAX_KEYS)]
    more = f" and {len(got) - _MAX_KEYS} more" if len(got) > _MAX_KEYS else ""
    return f"the key{'s' * (len(got) > 1)} {', '.join(shown)}{more}"


def _is_rounded(got: Any, want: Any, close: float = _CLOSE) -> bool:
    """Whether `got` is `want` but for rounding or a small step: the same structure, and numbers that are close.

    Args:
        close: how close floats are, relative to what is more than 1.
    """
    if isinstance(want, list):
        is_alike = isinstance(got, list) and len(got) == len(want)
        return is_alike and all(_is_rounded(one, other, close) for one, other in zip(got, want, strict=True))
    if isinstance(want, dict):
        is_alike = isinstance(got, dict) and got.keys() == want.keys()
        return is_alike and all(_is_rounded(got[key], want[key], close) for key in want)
    numbers = (got, want)
    if not all(isinstance(value, int | float | Fraction) and not isinstance(value, bool) for value in numbers):
        return False
    if isinstance(got, float):
        return abs(got - float(want)) <= close * max(1.0, abs(float(want)))
    return abs(got - want) <= min(close, _CLOSE_EXACT) * max(1, abs(want))


def _kind(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}{' that says True or False' * (value.dtype == bool)}"
    if isinstance(value, _Entries):
        return value.kind
    names = {bool: "a bool", str: "a text", dict: "a dict", list: "a tuple or list", complex: "a complex number"}
    return names.get(type(value), "a number")
