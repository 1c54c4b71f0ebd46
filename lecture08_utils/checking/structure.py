"""What is said of an answer of the wrong kind: another shape, a tuple for an array, a function for its value."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import numpy as np

EVERY_POINT = "every point met every other point: shape (n, n) instead of (n,)"

_RETURNS = re.compile(r"^Returns:[ \t]*\n((?:[ \t]+\S.*\n?|[ \t]*\n)+)", re.MULTILINE)

# Whether an array is the right answer, as far as values go.
IsRight = Callable[[np.ndarray], bool]
# Results that somebody returns together. Each is compared, which must not take a grader seconds.
_MOST_PARTS = 100


def returns_text(function: Any) -> str:
    """What a docstring says under "Returns:", in one line; "" for a class, and where it says nothing."""
    doc = getattr(function, "__doc__", None)
    if isinstance(function, type) or not isinstance(doc, str):
        return ""
    match = _RETURNS.search(inspect.cleandoc(doc[:10_000]))
    return " ".join(match[1].split()) if match else ""


def shape_problem(
    answer: Any, array: np.ndarray, shape: tuple[int, ...], is_right: IsRight | None
) -> tuple[str, str]:
    """What is wrong with an answer that has another shape, and the misconception if its values give one away.

    Args:
        answer: as it came back.
        array: the same as an array.
        shape: what is expected.
        is_right: None where it is not known.
    """
    if has_arrays(answer) or (isinstance(answer, list) and not shape):
        return parts_problem(answer, shape, is_right), ""
    if not shape and array.ndim == 1 and is_right is not None:
        return f"The answer has shape {array.shape}; one number is expected.{_right_entry(list(array), is_right)}", ""
    problem = f"The answer has shape {array.shape}; shape {shape} is expected."
    if len(shape) == 1 and array.shape == shape * 2 and array.size > 1 and _met_everything(array, is_right):
        advice = (
            " Somewhere (n, 1) met (n,) and was broadcast to (n, n), or a Jacobian was taken over all points at "
            "once: write the function for one point and use vmap."
        )
        return problem + advice, EVERY_POINT
    if array.shape == (*shape, 1) and is_right is not None and is_right(array[..., 0]):
        problem += " One axis of length 1 too many: index it away, for example with [0] or [:, 0]."
    return problem, ""


def as_array(answer: Any) -> np.ndarray:
    """An answer as an array, of objects if it is not made of numbers."""
    try:
        return np.asarray(answer if _may_be_numbers(answer) else None)
    except ValueError:
        return np.asarray(None)


def _may_be_numbers(answer: Any) -> bool:
    """False for texts in lists, of which NumPy makes an array with room for the longest of them everywhere."""
    if isinstance(answer, list):
        return all(map(_may_be_numbers, answer))
    return not isinstance(answer, str | dict)


def has_none(answer: Any) -> bool:
    """Whether an answer is None, or a list with a None somewhere in it."""
    return answer is None or (isinstance(answer, list) and any(map(has_none, answer)))


def kind_of(answer: Any) -> str:
    """What an answer that is not made of numbers is, in words."""
    names = {str: "a text", dict: "a dict", list: "a ragged list", bool: "a bool"}
    return names.get(type(answer), f"an object of type {type(answer).__name__}")


def has_arrays(answer: Any) -> bool:
    """Whether an answer is a list with arrays somewhere in it, as a tuple of results is."""
    return isinstance(answer, list) and any(isinstance(part, np.ndarray) or has_arrays(part) for part in answer)


def parts_problem(answer: list, shape: tuple[int, ...], is_right: IsRight | None) -> str:
    """What is wrong with a list where one array or number is expected."""
    count = f"{len(answer)} entr{'y' if len(answer) == 1 else 'ies'}"
    expected = f"an array of shape {shape}" if shape else "one number"
    problem = f"The answer is a tuple or list with {count}; {expected} is expected."
    return problem + ("" if is_right is None else _right_entry(answer, is_right))


def _right_entry(parts: list, is_right: IsRight) -> str:
    if len(parts) > _MOST_PARTS:
        return ""
    numbers = [(i, np.asarray(part)) for i, part in enumerate(parts) if not isinstance(part, list | str | dict)]
    right = [i for i, part in numbers if part.dtype.kind in "biuf" and is_right(part)]
    return f" Its entry [{right[0]}] is what is asked for." if len(right) == 1 else ""


def _met_everything(array: np.ndarray, is_right: IsRight | None) -> bool:
    """Whether the right values are on the diagonal, or nothing is beside it, as in a Jacobian over points."""
    diagonal = np.diagonal(array)
    return (is_right is not None and is_right(diagonal)) or bool(
        diagonal.all() and not (array - np.diag(diagonal)).any()
    )


def kind_problem(type_name: str, where: str) -> str:
    """What is wrong with an answer that is no plain data."""
    place = f" at {where}" if where else ""
    if type_name == "function":
        return f"The answer{place} is a function; its value is expected. Is a call missing: f(x) in place of f?"
    article = "an" if type_name[:1].lower() in tuple("aeiou") else "a"
    kind = f"{article} {type_name}" if type_name else "not plain data"
    problem = f"The answer{place} is {kind}; numbers or arrays are expected."
    if type_name == "array of dtype object":
        problem += " An array of fractions or other objects cannot be read: return a list."
    return problem
