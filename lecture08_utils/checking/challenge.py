"""Challenges, which are worth no points: an answer is looked at in double precision, and its digits are the score."""

from __future__ import annotations

import numpy as np

from .trained import at_points

# Nobody needs more digits, and what answers are compared with has no more.
MOST_DIGITS = 12.0


def in_double_precision(function: str, params: str, points: str) -> str:
    """Statements that leave the values of ``function(params, point)`` in ``values``, computed in float64.

    Args:
        function, params: names in student code.
        points: an expression for them, of plain data: arrays that are handed over are JAX's, in single precision.
    """
    return f"""
import jax
import numpy as np
from lecture08_utils.precision import double_precision
x = {points}
with double_precision():
    values = np.asarray({at_points(function, params)})
"""


def digits(*errors: float) -> float:
    """The score of a challenge: −log₁₀ of the largest error."""
    return -float(np.log10(max(*errors, 10**-MOST_DIGITS)))
