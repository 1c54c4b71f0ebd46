"""Random potentials of hw3_poisson's hidden checks."""

from __future__ import annotations

import numpy as np

from solutions.hw3_poisson.oracle import Potential
from solutions.inputs import number


def draw_potential(rng: np.random.Generator) -> Potential:
    """A potential of size about 1 to 3 that has no symmetry and is not near ± sin x."""
    sign = float(rng.choice([-1.0, 1.0]))
    return Potential(
        a=number(rng, 0.3, 0.8), b=sign * number(rng, 0.2, 0.5), c=number(rng, 0.2, 0.4), k=int(rng.integers(2, 4))
    )
