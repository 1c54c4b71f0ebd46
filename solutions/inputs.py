"""Inputs that the hidden checks of several assignments use, and what is expected of them.

Random numbers are such as float32 represents exactly, so no error comes from rounding them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# Two functions of parameters and a point, for questions about derivatives with respect to x: `phase` and `a` are
# handed over as data. The parameters of the second are a tree. See `Wave`.
WAVE = """
import jax.numpy as jnp
wave = lambda p, x: jnp.sin(p * x + phase) * jnp.exp(-a * x**2)
tree = lambda p, x: p["height"] * wave(p["k"][0], x)
"""


def number(rng: np.random.Generator, low: float, high: float) -> float:
    """A random number."""
    return float(np.float32(rng.uniform(low, high)))


def points(rng: np.random.Generator, low: float, high: float, shape: int | tuple[int, ...]) -> np.ndarray:
    """Random numbers, a float64 array of that shape."""
    return rng.uniform(low, high, shape).astype(np.float32).astype(np.float64)


def together(ideas: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Misconception → its values for several inputs of one question, from what it gives for each."""
    return {name: [values[name] for values in ideas] for name in ideas[0]}


@dataclass(frozen=True)
class Wave:
    """ψ = sin(kx + φ) · exp(−a x²) at points x, with all derivatives that the checks ask for.

    Every derivative with respect to x and to k is written out, and held against complex steps by
    `tests/course_oracles`.
    """

    k: float
    phase: float
    a: float

    def value(self, x: np.ndarray) -> np.ndarray:
        return np.sin(self.k * x + self.phase) * np.exp(-self.a * x**2)

    def slope(self, x: np.ndarray) -> np.ndarray:
        bell, angle = np.exp(-self.a * x**2), self.k * x + self.phase
        return (self.k * np.cos(angle) - 2 * self.a * x * np.sin(angle)) * bell

    def curvature(self, x: np.ndarray) -> np.ndarray:
        bell, angle = np.exp(-self.a * x**2), self.k * x + self.phase
        even = (4 * self.a**2 * x**2 - 2 * self.a - self.k**2) * np.sin(angle)
        return (even - 4 * self.a * self.k * x * np.cos(angle)) * bell

    def by_k_twice(self, x: np.ndarray) -> np.ndarray:
        """∂²ψ/∂k²."""
        return -(x**2) * self.value(x)

    def by_k_and_x(self, x: np.ndarray) -> np.ndarray:
        """∂²ψ/∂k∂x."""
        bell, angle = np.exp(-self.a * x**2), self.k * x + self.phase
        return ((1 - 2 * self.a * x**2) * np.cos(angle) - self.k * x * np.sin(angle)) * bell
