"""Random inputs that float32 represents exactly, so that rounding them is nobody's error."""

from __future__ import annotations

import numpy as np


def number(rng: np.random.Generator, low: float, high: float) -> float:
    """A random number."""
    return float(np.float32(rng.uniform(low, high)))


def numbers(rng: np.random.Generator, low: float, high: float, n: int) -> np.ndarray:
    """Random numbers, float64 of shape (n,)."""
    return rng.uniform(low, high, n).astype(np.float32).astype(np.float64)
