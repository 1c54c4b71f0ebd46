"""Sine modes of an error, distances between functions and the least-squares answer to the inverse problem.

For q7 to q9 of hw3_poisson, in NumPy and float64. Independent of student code and of JAX.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

# Exact for polynomials up to degree 15 in each element; what is squared here is smooth there.
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(8)


def mode_errors(error: np.ndarray, x: np.ndarray, ks: Sequence[int]) -> np.ndarray:
    """|(2/π) ∫ error · sin kx dx| for each k by the trapezoid rule; error and x of shape (n,), answer (len(ks),)."""
    waves = np.sin(np.multiply.outer(np.asarray(ks), x))
    return np.abs(2 / np.pi * np.trapezoid(error * waves, x, axis=1))


def settled_row(errors: np.ndarray, tolerance: float) -> float:
    """The row from which on no entry exceeds the tolerance, shape (n,); infinity if the last one does."""
    above = np.flatnonzero(errors > tolerance)
    row = int(above[-1]) + 1 if above.size else 0
    return row if row < len(errors) else np.inf


def l2_error(nodes: np.ndarray, u: np.ndarray, exact: Callable[[np.ndarray], np.ndarray]) -> float:
    """√∫(u_h − exact)² dx of the function that is straight between its nodes; nodes and u of shape (n + 1,)."""
    widths = np.diff(nodes)
    x = nodes[:-1, None] + widths[:, None] * (_POINTS + 1) / 2
    squares = (np.interp(x, nodes, u) - exact(x)) ** 2
    return float(np.sqrt(np.sum(widths / 2 * (squares @ _WEIGHTS))))


def order_of_convergence(sizes: Sequence[int], errors: Sequence[float]) -> float:
    """p of error ∝ n^−p: the slope of the straight line through the logarithms, with its sign turned."""
    return float(-np.polyfit(np.log(sizes), np.log(errors), 1)[0])


def least_squares_kappa(u_data: np.ndarray, bent: np.ndarray) -> tuple[float, float]:
    """κ and its standard error from u_data = bent / κ + noise, both of shape (n,).

    `bent` is the solution for κ = 1 at the places of the data. The model is linear in s = 1/κ: s = ⟨bent, u⟩/⟨bent,
    bent⟩ with variance σ²/⟨bent, bent⟩, where σ² is estimated from the residuals, and dκ = κ² ds.
    """
    weight = float(bent @ bent)
    slope = float(bent @ u_data) / weight
    variance = float(np.sum((u_data - slope * bent) ** 2)) / (len(u_data) - 1)
    return 1 / slope, float(np.sqrt(variance / weight)) / slope**2
