"""``lecture08_utils/<hw>/mistakes.json``: what mistakes make of public checks' inputs, from the private halves."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from numbers import Rational, Real
from pathlib import Path
from typing import Any

import numpy as np

from lecture08_utils.checking import CheckedAssignment, MistakeList
from lecture08_utils.checking.mistakes import FILE
from lecture08_utils.checking.registry import private_modules

from .problems import AuthoringError, problem_in

# Checks recognise a mistake within a millionth of the largest value or more. Further digits differ from one version
# of NumPy to the next; so do most digits of what is small because it nearly cancels, and all of what should be zero.
_DIGITS, _DIGITS_OF_SMALL = 8, 3
_SMALL, _ZERO = 1e-6, 1e-12


def mistakes_path(name: str) -> str:
    """The file, from the root of the course."""
    return f"lecture08_utils/{name}/{FILE}"


def work_out_mistakes(checked: CheckedAssignment, root: Path) -> bytes:
    """The contents of the file.

    Raises:
        AuthoringError: mistakes of a check that does not exist or is hidden, or ones that cannot be worked out.
    """
    name = checked.assignment.name
    public = {check.id for check in checked.checks if check.visibility == "public"}
    tree: dict[str, dict[str, list]] = {}
    problems = []
    for module in private_modules(name):
        for (check, case), function in getattr(module, "mistakes", MistakeList()).functions.items():
            try:
                if check not in public:
                    raise LookupError(f"there is no public check {check}")
                if case in tree.get(check, {}):
                    raise LookupError("they are given twice")
                values = function()
                pairs = values.items() if isinstance(values, Mapping) else values
                tree.setdefault(check, {})[case] = [[idea, plain] for idea, plain in _plain_pairs(pairs)]
            except Exception as error:  # the course's own code, which may fail in any way
                message = f"The mistakes of {check} cannot be worked out: {type(error).__name__}: {error}."
                problems.append(problem_in(function, message, root))
    if problems:
        raise AuthoringError(problems)
    order = [check.id for check in checked.checks]
    ordered = {check: tree[check] for check in sorted(tree, key=order.index)}
    return (_one_line_per_mistake(ordered) + "\n").encode()


def _plain_pairs(pairs: Any) -> Iterator[tuple[str, Any]]:
    for idea, value in pairs:
        plain = _plain(value)
        if plain is not None:
            yield idea, plain


def _plain(value: Any) -> Any:
    """Lists, dicts, texts, integers, fractions as texts, and rounded decimals; None if a number is not finite."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, Fraction):
        return str(value) if value.denominator != 1 else value.numerator
    if isinstance(value, Real) and not isinstance(value, Rational):
        return _rounded(float(value)) if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        items = [_plain(item) for item in value]
        return None if any(item is None for item in items) else items
    if isinstance(value, dict):
        plain = {key: _plain(item) for key, item in value.items()}
        return None if any(item is None for item in plain.values()) else plain
    raise TypeError(f"{value!r} is no plain value")


def _rounded(value: float) -> float:
    if abs(value) < _ZERO:
        return 0.0
    return float(f"{value:.{_DIGITS if abs(value) >= _SMALL else _DIGITS_OF_SMALL}g}")


def _one_line_per_mistake(tree: Mapping[str, Mapping[str, list]]) -> str:
    checks = []
    for check, cases in tree.items():
        parts = []
        for case, pairs in cases.items():
            lines = ",\n".join(f"   {json.dumps(pair, ensure_ascii=False)}" for pair in pairs)
            parts.append(f"  {json.dumps(case, ensure_ascii=False)}: [\n{lines}\n  ]")
        checks.append(f" {json.dumps(check)}: {{\n" + ",\n".join(parts) + "\n }")
    return "{\n" + ",\n".join(checks) + "\n}" if checks else "{}"
