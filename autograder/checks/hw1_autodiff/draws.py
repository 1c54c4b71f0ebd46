"""Random numbers of hw1_autodiff's hidden checks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

_PRIMES = (101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157)


def number(rng: np.random.Generator, low: float, high: float) -> float:
    """A random number that float32 represents exactly, so that rounding it is nobody's error."""
    return float(np.float32(rng.uniform(low, high)))


def points(rng: np.random.Generator, low: float, high: float, n: int) -> np.ndarray:
    """n such numbers as a float64 array."""
    return rng.uniform(low, high, n).astype(np.float32).astype(np.float64)


def fractions(rng: np.random.Generator, n: int) -> list[Fraction]:
    """n different fractions between 1/2 and 5 whose denominators are different primes.

    Sums and products of a few of them have denominators beyond what a rounded answer could be turned back into.
    """
    denominators = rng.choice(_PRIMES, size=n, replace=False)
    return [Fraction(int(rng.integers(p // 2 + 1, 5 * p)), int(p)) for p in denominators]


def sign(rng: np.random.Generator) -> int:
    """+1 or −1."""
    return int(rng.choice([-1, 1]))
