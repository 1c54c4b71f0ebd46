"""What checks ask of a function that was trained: its values, and that they follow what the training returned."""

from __future__ import annotations

import numpy as np

from .student import Student


def at_points(function: str, params: str) -> str:
    """The expression for the values of ``function(params, point)`` at the points x; it needs ``import jax``."""
    return f"jax.vmap(lambda point: {function}({params}, point))(x)"


def trained_values(student: Student, function: str, params: str, x: np.ndarray) -> np.ndarray:
    """The values of a trained function at points; they must change when all its parameters do.

    Args:
        function, params: names in student code: a function of (params, point), and the parameters that came back.
        x: shape (n,).

    Returns:
        Shape (n,).
    """
    expression, moved = at_points(function, params), at_points(function, _moved(params))
    values = student.array(expression, x=x, shape=x.shape)
    change = np.abs(student.array(moved, shape=x.shape) - values)
    student.require(
        float(change.max()) > 1e-3,
        f"`{function}` stays the same when the trained parameters change.",
        misconception="a function that was typed in: it does not depend on what was trained",
    )
    # Asked again, so that what is said of these values stands beside the question that gave them.
    return student.array(expression, shape=x.shape)


def _moved(params: str) -> str:
    return f"jax.tree.map(lambda leaf: 1.25 * leaf + 0.125, {params})"
