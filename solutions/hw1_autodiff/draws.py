"""Random fractions and signs of hw1_autodiff's hidden checks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from lecture08_utils.checking.twins import twin

_PRIMES = (101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157)


def fractions(rng: np.random.Generator, n: int) -> list[Fraction]:
    """n different fractions between 1/2 and 5 whose denominators are different primes.

    Sums and products of a few of them have denominators beyond what a rounded answer could be turned back into.
    They are twins: what differences make of them is wrong modulo a prime.
    """
    denominators = rng.choice(_PRIMES, size=n, replace=False)
    values = [Fraction(int(rng.integers(p // 2 + 1, 5 * p)), int(p)) for p in denominators]
    return [twin(value, int.from_bytes(rng.bytes(16))) for value in values]


def sign(rng: np.random.Generator) -> int:
    """+1 or −1."""
    return int(rng.choice([-1, 1]))
