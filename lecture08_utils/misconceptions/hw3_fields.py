"""hw3_poisson, q7 and q8: misconception → the value that it leads to, made of the same as the right value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def wrong_mode_errors(u: np.ndarray, target: np.ndarray, x: np.ndarray, ks: Sequence[int]) -> dict[str, np.ndarray]:
    """What popular mistakes make of |(2/π) ∫ (u − target) sin kx dx|: misconception → value, shape (len(ks),).

    Args:
        u, target: values on the equally spaced grid x, shape (n,).
    """
    error = u - target
    angles = np.multiply.outer(np.asarray(ks), x)
    signed = 2 / np.pi * np.trapezoid(error * np.sin(angles), x, axis=1)
    right = np.abs(signed)
    same = np.ones(len(ks))
    return {
        "the factor 2/π is missing": np.pi / 2 * right,
        "1/π instead of 2/π": right / 2,
        "a mean instead of the integral: the length π of the interval is missing": np.abs(
            2 / np.pi * np.mean(error * np.sin(angles), axis=1)
        ),
        "mean times length instead of the trapezoid rule: n points, but n − 1 intervals": np.abs(
            2 * np.mean(error * np.sin(angles), axis=1)
        ),
        "a sum without the spacing dx: it changes with the grid": np.abs(
            2 / np.pi * np.sum(error * np.sin(angles), axis=1)
        ),
        "the absolute value is missing": signed,
        "cos kx instead of sin kx": np.abs(2 / np.pi * np.trapezoid(error * np.cos(angles), x, axis=1)),
        "target is not subtracted: these are the modes of u, not of its error": np.abs(
            2 / np.pi * np.trapezoid(u * np.sin(angles), x, axis=1)
        ),
        "squares instead of absolute values": right**2,
        "no projection on sin kx: the largest error, the same for all k": same * np.abs(error).max(),
        "no projection on sin kx: the root mean square error, the same for all k": same * np.sqrt(np.mean(error**2)),
        "no projection on sin kx: the mean error, the same for all k": same * np.mean(np.abs(error)),
        "no projection on sin kx: the integral of the error, the same for all k": same
        * np.abs(2 / np.pi * np.trapezoid(error, x)),
    }


def wrong_elements(u: np.ndarray, h: float) -> dict[str, np.ndarray]:
    """What popular mistakes make of the nodal values u, shape (n + 1,), of elements of length h."""
    return {
        "the sign of f: −u″ = f was solved instead of u″ = f": -u,
        "a factor h is missing: in the load, or as 1/h in the matrix": u / h,
        "the sign of f, and a factor h is missing": -u / h,
        "two factors h are missing: in the load, and as 1/h in the matrix": u / h**2,
        "a factor h too many: in the load, or as 1/h in the matrix": u * h,
        "half the load: a hat function reaches over two elements": u / 2,
        "twice the load: a hat function of height 1 over two elements has the area h, not 2h": 2 * u,
    }


def wrong_distances(nodes: np.ndarray, u: np.ndarray, exact) -> dict[str, float]:
    """What popular mistakes make of the L² distance of a piecewise linear function from `exact`.

    Args:
        nodes, u: shape (n + 1,).
        exact: function of arrays.
    """
    widths, at_nodes = np.diff(nodes), u - exact(nodes)
    length = float(nodes[-1] - nodes[0])
    x = nodes[:-1, None] + widths[:, None] * np.linspace(0, 1, 41)
    error = np.interp(x, nodes, u) - exact(x)
    squared = float(np.sum(np.trapezoid(error**2, x, axis=1)))
    middle = error[:, 20]
    return {
        "measured at the nodes only": float(np.sqrt(np.trapezoid(at_nodes**2, nodes))),
        "measured at the nodes only, and a mean without the length π": float(np.sqrt(np.mean(at_nodes**2))),
        "measured at the nodes only: the largest error there": float(np.abs(at_nodes).max()),
        "measured at the nodes only, and a sum without the spacing": float(np.sqrt(np.sum(at_nodes**2))),
        "measured in the middle of each element only": float(np.sqrt(np.sum(widths * middle**2))),
        "the square root is missing": squared,
        "a mean without the length π of the interval": float(np.sqrt(squared / length)),
        "the largest error instead of the root of the integrated square": float(np.abs(error).max()),
        "∫|error| dx, the L¹ distance": float(np.sum(np.trapezoid(np.abs(error), x, axis=1))),
        "∫error dx: errors of opposite sign cancel": float(np.sum(np.trapezoid(error, x, axis=1))),
    }
