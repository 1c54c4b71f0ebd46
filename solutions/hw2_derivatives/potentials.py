"""Potentials between two atoms, in NumPy and float64, and how hidden checks of q1 to q4 draw them and clusters.

Lengths, energies and masses are in any consistent units. Independent of student code and of JAX.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from solutions.inputs import number

LENNARD_JONES = "V = lambda r: 4.0 * epsilon * ((sigma / r) ** 12 - (sigma / r) ** 6)"
# Morse's potential as a difference of two exponentials: the place of its minimum is not among what is sent.
MORSE = "import jax.numpy as jnp\nV = lambda r: repulsion * jnp.exp(-2.0 * a * r) - attraction * jnp.exp(-a * r)"


class Pair(Protocol):
    """A potential between two atoms; every method takes separations of any shape."""

    def value(self, r: Any) -> Any: ...

    def slope(self, r: Any) -> Any: ...

    def curvature(self, r: Any) -> Any: ...


@dataclass(frozen=True)
class LennardJones:
    """V = 4ε[(σ/r)¹² − (σ/r)⁶], minimum −ε at 2^(1/6) σ. J. E. Lennard-Jones, Proc. Phys. Soc. 43, 461 (1931)."""

    epsilon: float = 1.0
    sigma: float = 1.0

    def value(self, r):
        six = (self.sigma / r) ** 6
        return 4 * self.epsilon * (six**2 - six)

    def slope(self, r):
        six = (self.sigma / r) ** 6
        return -24 * self.epsilon * (2 * six**2 - six) / r

    def curvature(self, r):
        six = (self.sigma / r) ** 6
        return 4 * self.epsilon * (156 * six**2 - 42 * six) / r**2

    @property
    def minimum(self) -> float:
        return 2 ** (1 / 6) * self.sigma


@dataclass(frozen=True)
class Morse:
    """V = D(1 − e^{−a(r − r₀)})² − D, minimum −D at r₀ with curvature 2Da². P. M. Morse, Phys. Rev. 34, 57 (1929)."""

    depth: float
    a: float
    r0: float

    def value(self, r):
        return self.depth * ((1 - np.exp(-self.a * (r - self.r0))) ** 2 - 1)

    def slope(self, r):
        decay = np.exp(-self.a * (r - self.r0))
        return 2 * self.depth * self.a * (1 - decay) * decay

    def curvature(self, r):
        decay = np.exp(-self.a * (r - self.r0))
        return 2 * self.depth * self.a**2 * (2 * decay - 1) * decay

    @property
    def minimum(self) -> float:
        return self.r0


def draw_lennard_jones(student, rng: np.random.Generator) -> LennardJones:
    """A random Lennard-Jones potential; the student's side gets it as `V`."""
    pair = LennardJones(number(rng, 1.5, 2.5), number(rng, 1.2, 1.8))
    student.run(LENNARD_JONES, epsilon=pair.epsilon, sigma=pair.sigma)
    return pair


def draw_morse(student, rng: np.random.Generator) -> Morse:
    """A random Morse potential; the student's side gets it as `V`."""
    depth, a, r0 = rng.uniform(1.5, 3.0), number(rng, 1.2, 1.8), rng.uniform(1.2, 1.6)
    repulsion = float(np.float32(depth * np.exp(2 * a * r0)))
    attraction = float(np.float32(2 * depth * np.exp(a * r0)))
    student.run(MORSE, repulsion=repulsion, attraction=attraction, a=a)
    pair = Morse(attraction**2 / (4 * repulsion), a, float(np.log(2 * repulsion / attraction) / a))
    return pair


def random_cluster(rng: np.random.Generator, n: int, spacing: float) -> np.ndarray:
    """n atoms without any symmetry, shape (n, 3), neighbours between 0.9 and 1.6 spacings apart."""
    X = np.zeros((1, 3))
    while len(X) < n:
        step = rng.normal(size=3)
        new = X[rng.integers(len(X))] + spacing * rng.uniform(0.95, 1.3) * step / np.linalg.norm(step)
        if np.linalg.norm(X - new, axis=1).min() > 0.93 * spacing:
            X = np.vstack([X, new])
    return X.astype(np.float32).astype(np.float64)
