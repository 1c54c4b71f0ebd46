"""What checks ask of something that was trained: its values, and what only a training leaves behind.

An answer that was computed in another way and dressed up as a training lacks at least one of these: a loss of the
student's own that knows a solution, parameters that bend a function as a network's do, and a history that agrees with
that loss at the parameters that came back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .student import Student

EXCHANGED = "the two things that are returned are exchanged"

# A network with one hidden layer of three units has six parameters in which it is not linear.
_FEWEST = 6
# How far the loss at the trained parameters may be above the highest and below the lowest of the last losses of a
# history. Fourteen kinds of training of hw3's q5 (Adam with six schedules, NAdam, L-BFGS, Levenberg-Marquardt; points
# drawn at random; other networks), two seeds each, 5000 steps and 10: at most 2.0 times the highest and at least 0.18
# times the lowest. The room is for other points and weights, and for a last step of another kind.
_ABOVE, _BELOW = 10.0, 100.0

_GIVEN_SHAPES = "a sum of given shapes with fitted coefficients, where a network was asked for"
_BEND = """
import jax
import numpy as np
from lecture08_utils.levels import jit_at_level
_leaves, _nesting = jax.tree.flatten({params})
_function = lambda leaves: jax.vmap(lambda point: {function}(jax.tree.unflatten(_nesting, leaves), point))(x)
_at = jit_at_level(_function, 0)
_move = lambda leaf, sign: np.asarray(leaf) * (1 + 0.25 * sign) + 0.125 * sign
_moved = lambda i, sign: _at([_move(leaf, sign * (i == j)) for j, leaf in enumerate(_leaves)])
_sizes = [np.size(leaf) for leaf in _leaves]
_answers = [[_moved(i, sign) for sign in (-1, 0, 1)] for i in range(len(_leaves))]
"""


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
        final=True,
    )
    # Asked again, so that what is said of these values stands beside the question that gave them.
    return student.array(expression, shape=x.shape)


def require_network(student: Student, function: str, params: str, x: np.ndarray) -> None:
    """Demand that a trained function bends with its parameters, as a network does and a sum of given shapes does not.

    A network is linear in its last layer alone. Each array of the parameters is moved on its own, up and down by the
    same amount: where the function is linear in it, the two changes are opposite. A common factor, such as 1 + p²,
    bends too, but changes no shape.

    Args:
        function, params, x: as for `trained_values`.
    """
    student.run(_BEND.format(function=function, params=params), x=x)
    sizes = student.array("_sizes")
    answers = student.array("_answers", shape=(sizes.size, 3, x.size))
    down, values, up = np.moveaxis(answers, 1, 0)
    bend = np.abs(up + down - 2 * values).max(axis=1)
    # Rounding leaves 1e-5 where there is no bend, tanh layers have 0.1 and more.
    straight = 0.01 * np.abs(up - down).max(axis=1) + 1e-4 * np.abs(answers).max()
    is_bent = bend > straight
    bent = int(sizes[is_bent].sum())
    student.require(
        bent >= _FEWEST,
        f"Only {bent} of the {int(sizes.sum())} trained parameters bend `{function}`; it is linear in the others. A "
        "network is linear in its last layer alone.",
        misconception=_GIVEN_SHAPES,
    )
    changes = np.concatenate([(up - values)[is_bent], (down - values)[is_bent]])
    student.require(
        _has_other_shapes(changes, values[0]),
        f"The trained parameters that bend `{function}` make it larger or smaller and leave its shape as it is.",
        misconception=_GIVEN_SHAPES,
    )


def _has_other_shapes(changes: np.ndarray, values: np.ndarray) -> bool:
    """Whether one of the changes, each of shape (n,), is more than a multiple of the values, shape (n,)."""
    factors = changes @ values / max(float(values @ values), 1e-30)
    rest = np.abs(changes - np.outer(factors, values)).max(axis=1)
    return bool(np.any(rest > 0.02 * np.abs(changes).max(axis=1)))


def require_loss(
    student: Student, expression: str, *, solution: Mapping[str, Any], other: Mapping[str, Any], **data: Any
) -> None:
    """Demand that a loss of the student's own, with which a training had to work, tells a solution from what is none.

    Its scale is the matter of another question: a sum for a mean trains as well.

    Args:
        expression: of the loss, in the student's names.
        solution: data for the expression with which the loss should be zero.
        other: the same data for a function that is no solution.
        data: what the expression needs in both cases.
    """
    name = expression.partition("(")[0]
    right = student.number(expression, **data, **solution)
    wrong = student.number(expression, **other)
    student.require(
        0 <= right <= 0.01 * wrong and wrong > 0,
        f"`{name}` is {right:.3g} for a solution and {wrong:.3g} for a function that is none: it cannot be what was "
        "minimised.",
        misconception="the training does not come from the loss of this notebook",
        final=True,
    )


def require_own_history(student: Student, expression: str, losses: np.ndarray, **data: Any) -> None:
    """Demand that the student's own loss at the trained parameters is where the history says that the training ended.

    Args:
        expression: of the loss at the parameters that came back, in the student's names.
        losses: the loss before every step, from the history that came back, shape (steps,).
        data: what the expression needs.
    """
    own = student.number(expression, **data)
    last = losses[-max(len(losses) // 50, 1) :]
    low, high = float(last.min()) / _BELOW, float(last.max()) * _ABOVE
    name = expression.partition("(")[0]
    student.require(
        low <= own <= high,
        f"At the parameters that came back `{name}` is {own:.3g}; history ends with {float(np.median(last)):.3g}.",
        misconception="history and parameters do not belong together: one of them is not from this training",
        final=True,
    )


def require_same_start(student: Student, first: np.ndarray, second: np.ndarray) -> None:
    """Demand that two trainings with the same seed start from the same parameters.

    Args:
        first, second: figures of the two histories before the first step, such as a term of the loss, shape (m,).
            They may differ by a factor of two: collocation points may be drawn at random.
    """
    both = np.abs([first, second])
    student.require(
        bool(np.all(both.max(axis=0) <= 2 * both.min(axis=0) + 1e-6)),
        "Two trainings with the same seed start from different parameters.",
        misconception="the history does not begin with the first parameters of the seed",
        final=True,
    )


def _moved(params: str) -> str:
    return f"jax.tree.map(lambda leaf: 1.25 * leaf + 0.125, {params})"
