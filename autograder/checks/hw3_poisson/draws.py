"""Random numbers and functions for the hidden checks of hw3_poisson."""

from __future__ import annotations

import numpy as np

from autograder.oracles.hw3_poisson import Potential


def number(rng: np.random.Generator, low: float, high: float) -> float:
    """A random number that float32 represents exactly, so that rounding it is nobody's error."""
    return float(np.float32(rng.uniform(low, high)))


def points(rng: np.random.Generator, low: float, high: float, shape: int | tuple[int, ...]) -> np.ndarray:
    """Such numbers in an array of that shape, float64."""
    return rng.uniform(low, high, shape).astype(np.float32).astype(np.float64)


def draw_potential(rng: np.random.Generator) -> Potential:
    """A potential of size about 1 to 3 that has no symmetry and is not near ± sin x."""
    sign = float(rng.choice([-1.0, 1.0]))
    return Potential(
        a=number(rng, 0.3, 0.8), b=sign * number(rng, 0.2, 0.5), c=number(rng, 0.2, 0.4), k=int(rng.integers(2, 4))
    )
