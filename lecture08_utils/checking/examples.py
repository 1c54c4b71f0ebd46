"""The examples in a docstring, run on the notebook's own names and compared by value.

Unlike `doctest`, which compares texts and looks for files: 2.0 is 2, ``Array(9., dtype=float32)`` is 9.0, and a class
that was defined in a notebook has examples too.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from fractions import Fraction
from numbers import Number
from typing import TYPE_CHECKING, Any

import numpy as np

from .text import plain_text

if TYPE_CHECKING:
    import doctest

# Docstrings show a few digits, and float32 has seven; checks look closer.
_RTOL, _ATOL = 1e-3, 1e-6
_MAX_TEXT = 300


def example_report(name: str, namespace: Mapping[str, Any]) -> str:
    """What became of the examples in the docstring of a function or class.

    Args:
        name: what the notebook calls it.
        namespace: the notebook's names; the examples run on a copy.

    Returns:
        A line per example that comes out differently, below a line that sums up.
    """
    if name not in namespace:
        return f"{name} is not defined: was its cell run?"
    import doctest  # and with it debugger and unittest, which nothing else here needs

    examples = doctest.DocTestParser().get_examples(inspect.getdoc(namespace[name]) or "")
    tried = [example for example in examples if example.want]
    if not tried:
        return f"The docstring of {name} has no examples."
    names = dict(namespace)
    problems = [_problem(example, names) for example in examples]
    right = sum(not problem for example, problem in zip(examples, problems, strict=True) if example.want)
    summary = f"{name}: {right} of {len(tried)} examples come out as the docstring says."
    return "\n".join([summary, *filter(None, problems)])


def _problem(example: doctest.Example, names: dict[str, Any]) -> str:
    """Runs an example; a sentence if it does not give what stands below it."""
    source, want = example.source.strip(), example.want.strip()
    try:
        if not want:
            exec(compile(source, "<example>", "exec"), names)
            return ""
        got = eval(compile(source, "<example>", "eval"), names)
    except Exception as error:
        return f"✗ {source}\n    raised {type(error).__name__}: {plain_text(str(error), _MAX_TEXT)}"
    if repr(got) == want or _is_what_it_says(got, want, names):
        return ""
    return f"✗ {source}\n    gives {plain_text(repr(got), _MAX_TEXT)}\n    the docstring says {want}"


def _is_what_it_says(got: Any, want: str, names: Mapping[str, Any]) -> bool:
    try:
        return is_alike(got, _read(want, names))
    except Exception:  # of a method of the student's class
        return False


def _read(text: str, names: Mapping[str, Any]) -> Any:
    """The value that a docstring prints; the text itself if it is not code."""

    def array(values: Any, **kind: Any) -> np.ndarray:
        return np.array(values)

    shown = {"Array": array, "array": array, "Fraction": Fraction, "nan": np.nan, "inf": np.inf, "np": np}
    places = {**names, **shown, "float32": np.float32, "float64": np.float64, "int32": np.int32}
    try:
        return eval(compile(ast.parse(text, mode="eval"), "<docstring>", "eval"), places)
    except Exception:
        return text


def is_alike(got: Any, want: Any) -> bool:
    """Whether two values are equal for a reader: numbers nearly, lists and tuples by entry, objects by attributes."""
    if isinstance(want, str | bool | None):
        return _as_python(got) == want
    if isinstance(want, dict):
        return isinstance(got, dict) and got.keys() == want.keys() and all(is_alike(got[k], want[k]) for k in want)
    if isinstance(want, list | tuple) and isinstance(got, list | tuple):
        return len(got) == len(want) and all(map(is_alike, got, want))
    if isinstance(want, Number | np.ndarray | list | tuple):
        return _close(got, want)
    return type(got) is type(want) and is_alike(vars(got), vars(want))


def _as_python(value: Any) -> Any:
    return value.item() if hasattr(value, "item") and np.ndim(value) == 0 else value


def _close(got: Any, want: Any) -> bool:
    if isinstance(got, str):
        return False
    try:
        first, second = (np.asarray(value, dtype=np.complex128) for value in (got, want))
    except (TypeError, ValueError, OverflowError):
        return False
    return first.shape == second.shape and np.allclose(first, second, _RTOL, _ATOL, equal_nan=True)
