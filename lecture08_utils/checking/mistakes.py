"""Common mistakes in what the public checks ask for, as numbers.

A public check asks for fixed inputs, so what a wrong idea makes of them is known beforehand. The private half of the
question works it out; `lecture08 release` writes the numbers to ``mistakes.json`` beside the public checks. Nothing
that students get computes a mistake: a rule that turns the right value into a wrong one gives away the right one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

FILE = "mistakes.json"

# Misconception and the value that it leads to; one misconception can lead to several.
Pairs = list[tuple[str, Any]]
Values = Mapping[str, Any] | Iterable[tuple[str, Any]]
# Check id → case → pairs. A check that expects several values names its cases.
Mistakes = Mapping[str, Mapping[str, Pairs]]

_FRACTION = re.compile(r"-?\d+/\d+")


class MistakeList:
    """What mistakes make of the inputs of public checks, collected by using the list itself as a decorator.

    For the private half of a question:

    >>> mistakes = MistakeList()
    >>> @mistakes("q1.force_at_two_places")
    ... def _():
    ...     return {"the sign of the force": [2.0, -6.0]}
    """

    def __init__(self) -> None:
        self.functions: dict[tuple[str, str], Callable[[], Values]] = {}

    def __call__(self, check_id: str, case: str = "") -> Callable[[Callable[[], Values]], Callable[[], Values]]:
        def add(function: Callable[[], Values]) -> Callable[[], Values]:
            if (check_id, case) in self.functions:
                raise ValueError(f"the mistakes of {check_id}, case {case!r}, are given twice")
            self.functions[check_id, case] = function
            return function

        return add


def read_mistakes(folder: Path) -> Mistakes:
    """The mistakes in a folder of public checks; none if there is no file."""
    path = folder / FILE
    if not path.is_file():
        return {}
    tree = json.loads(path.read_text(encoding="utf-8"))
    return {
        check: {case: [(name, _exact(value)) for name, value in pairs] for case, pairs in cases.items()}
        for check, cases in tree.items()
    }


def recognise(got: np.ndarray, want: np.ndarray, tolerance: float, wrong: Pairs) -> str | None:
    """The one misconception whose value is what came back, if that can be told from the right one.

    Args:
        got: what came back, shape of `want`.
        want: the right value.
        tolerance: how far a value may be from what it is taken for.
        wrong: values of the shape of `want`, or single numbers; others are passed over.
    """
    names = set()
    for name, value in wrong:
        value = np.asarray(value, dtype=np.float64)
        if value.shape not in (got.shape, ()):
            continue
        if np.abs(value - want).max() > 2 * tolerance and np.abs(value - got).max() <= tolerance:
            names.add(name)
    return names.pop() if len(names) == 1 else None


def _exact(value: Any) -> Any:
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    return value
