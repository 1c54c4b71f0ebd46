"""What the public checks of q4 and q6 demand of every operator of a class, before any value is looked at."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from lecture08_utils.checking import CheckFailed, Student
from lecture08_utils.checking.exact import expect_exact

CheckFunction = Callable[[Student, Any], None]

COMPARISON = "u > 2"
OPERATIONS = ("u + v", COMPARISON, "u * v", "-u", "u - v", "2 - u", "u / v", "2 / u", "u ** 3", "2 ** u")


def expect_operators(student: Student, name: str, attribute: str) -> None:
    """Demand that each operator gives an object of the class, > its truth, and that all leave their operands alone.

    Args:
        name: the class.
        attribute: what its objects have beside `value`; 0 at first.
    """
    kinds = {code: _try(student, name, attribute, code) for code in OPERATIONS}
    empty = [code for code, kind in kinds.items() if kind == "NoneType"]
    if empty:
        student.ask(_spelled_out(name, empty[0]))
        student.fail(
            f"{', '.join(f'`{code}`' for code in empty)} give{'s' * (len(empty) == 1)} None for u = {name}(3.0) and "
            f"v = {name}(5.0): the method is not filled in, has no `return`, or calls another one like that."
        )
    for code, kind in kinds.items():
        if code != COMPARISON and kind != name:
            student.ask(_spelled_out(name, code))  # shows what it raises, if it does
            student.fail(f"`{code}` gives a {kind}; a {name} is expected.")
    _expect_comparison(student, name)


def blames_operands_first(name: str, attribute: str) -> Callable[[CheckFunction], CheckFunction]:
    """A check that fails says so where sums or products change their operands: what else is wrong follows from it."""

    def wrap(function: CheckFunction) -> CheckFunction:
        @functools.wraps(function)
        def check(student: Student, rng: Any) -> None:
            try:
                function(student, rng)
            except CheckFailed:
                for code in ("u + v", "u * v"):
                    _try(student, name, attribute, code)
                raise

        return check

    return wrap


def _expect_comparison(student: Student, name: str) -> None:
    pairs = ("3) > 2", "3) > 4", f"5) > {name}(3)", f"3) > {name}(5)")
    ideas = {"> is <": [False, True, False, True], "> is always true": [True] * 4}
    comparisons = ", ".join(f"bool({name}({pair})" for pair in pairs)
    expect_exact(student, f"[{comparisons}]", want=[True, False, True, False], wrong=ideas)


def _try(student: Student, name: str, attribute: str, code: str) -> str:
    """The type that an operation gives; "" if it raises."""
    state = f"[u.value, u.{attribute}, v.value, v.{attribute}]"
    kind = f"'{name}' if isinstance(z, {name}) else type(z).__name__"
    # A number in place of the object could be so large that its power takes all memory.
    tried = f"(lambda u, v: (lambda z: [{kind}, {state} == [3, 0, 5, 0]])({code} if isinstance(u, {name}) else u))"
    tried += f"({name}(3.0), {name}(5.0))"
    try:
        answer: Any = student.ask(tried)
    except CheckFailed:
        return ""
    if not isinstance(answer, list) or len(answer) != 2:
        return ""
    found, is_left_alone = answer
    if is_left_alone is not True:
        student.run(f"u, v = {name}(3.0), {name}(5.0)\n{code}")
        student.ask(state)
        student.fail(
            f"`{code}` changes u or v.",
            expected="[3, 0, 5, 0]",
            misconception=f"an operation changes one of its operands: it must make a new {name} and leave them alone",
        )
    return str(found)


def _spelled_out(name: str, code: str) -> str:
    return re.sub(r"\bv\b", f"{name}(5.0)", re.sub(r"\bu\b", f"{name}(3.0)", code))
