"""Geometries of small clusters: positions as NumPy arrays of shape (N, 3), centred on the origin.

Lengths are in the unit of the argument, energies in the unit of the spring constant times that length squared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def dimer(distance: float) -> np.ndarray:
    """Two atoms on the x axis, shape (2, 3)."""
    return np.array([[-0.5, 0.0, 0.0], [0.5, 0.0, 0.0]]) * distance


def triangle(side: float) -> np.ndarray:
    """Three atoms at the corners of an equilateral triangle in the xy plane, shape (3, 3)."""
    angles = np.pi / 2 + 2 * np.pi * np.arange(3) / 3
    return side / np.sqrt(3) * np.stack([np.cos(angles), np.sin(angles), np.zeros(3)], axis=1)


def linear_trimer(spacing: float) -> np.ndarray:
    """Three atoms on the x axis, neighbours `spacing` apart, shape (3, 3)."""
    return spacing * np.array([[-1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])


def axial_springs(stiffness: Any) -> Callable[[Any], Any]:
    """Energy of atoms on a line, joined to their neighbours by springs that only feel the x direction.

    Args:
        stiffness: k of each spring, shape (N − 1,).

    Returns:
        Function X (N, 3) → ½ Σ k (x_{i+1} − x_i − 1)², shape (): the springs are at rest at spacing 1.
    """

    def energy(X: Any) -> Any:
        stretch = X[1:, 0] - X[:-1, 0] - 1.0
        return (0.5 * np.asarray(stiffness) * stretch**2).sum()

    return energy
