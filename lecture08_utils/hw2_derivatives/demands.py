"""What the checks of several questions of hw2_derivatives demand alike."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lecture08_utils.checking import Student
from lecture08_utils.checking.structure import as_array
from lecture08_utils.checking.values import show_value

ROOT = "ω instead of ω² (where ω² is negative, even slightly, its root is NaN)"


def require_kind(
    student: Student,
    answer: str,
    *,
    nan: str = "",
    shapes: Mapping[tuple, str] | None = None,
    shape: tuple | None = None,
) -> None:
    """Fail with a misconception if the kind of an answer gives it away; else the values are for others to judge.

    Args:
        answer: a name, so that nothing is computed twice.
        nan: what an answer with NaN or infinity shows.
        shapes: shape → what an answer of that shape shows.
        shape: the right one, for the message.
    """
    returned = student.ask(answer)
    values = as_array(returned)
    if values.dtype == object:  # a stub that is not filled in yet, a ragged list, texts
        return
    if nan and values.dtype.kind == "f" and not np.isfinite(values).all():
        student.fail("The answer is NaN or infinite.", misconception=nan, returned=show_value(values))
    if idea := (shapes or {}).get(values.shape):
        expected = "" if shape is None else f"shape {shape}"
        student.fail(
            f"The answer has shape {values.shape}.",
            returned=show_value(values),
            expected=expected,
            misconception=idea,
        )


def require_squares(student: Student, answer: str, want: np.ndarray) -> None:
    """Tell ω from ω², which `wrong` cannot: the root of a zero mode, 1e-6 of the largest, is 1e-3 of it.

    Args:
        answer: a name.
        want: ω², of any shape.
    """
    got, largest = student.array(answer, shape=want.shape), np.abs(want).max()
    is_root = got.min() >= 0 and np.abs(got**2 - np.maximum(want, 0)).max() <= 1e-4 * largest
    student.require(
        not is_root or bool(np.abs(got - want).max() <= 1e-4 * largest),
        f"Squared, `{answer}` would be right.",
        returned=got,
        misconception=ROOT,
    )
