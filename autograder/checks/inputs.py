"""Inputs that the hidden checks of several assignments use.

Random numbers are such as float32 represents exactly, so that rounding them is nobody's error.
"""

from __future__ import annotations

import numpy as np

# Two functions of parameters and a point, for questions about derivatives with respect to x: `phase` and `a` are
# handed over as data. The parameters of the second are a tree. See `Wave` in `autograder.oracles.hw4_oscillator`.
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
