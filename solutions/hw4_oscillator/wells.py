"""Random wells of hw4_oscillator's hidden checks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solutions.inputs import number

# ψ₀ and ψ₁ of a harmonic well, and the well, for questions: `omega` and `centre` are handed over as data.
OSCILLATOR = """
import jax.numpy as jnp
ground = lambda c, x: c * (omega / jnp.pi) ** 0.25 * jnp.exp(-omega * (x - centre) ** 2 / 2)
excited = lambda c, x: jnp.sqrt(2 * omega) * (x - centre) * ground(c, x)
well = lambda x: 0.5 * omega**2 * (x - centre) ** 2
"""


# Functions of one point, as stubs promise: they refuse arrays of points, as many networks do.
AT_ONE_POINT = """
import jax.numpy as jnp
at_one_point = lambda f: lambda p, x: jnp.dot(jnp.array([0.25, 0.75]), jnp.full(2, f(p, x)))
"""


# For questions, which get the fields of a `StiffWell` as data.
STIFF_WELL = "V = lambda x: 0.5 * omega**2 * (x - centre) ** 2 + strength * (x - centre) ** 4"


@dataclass(frozen=True)
class StiffWell:
    """V = ω²(x − c)²/2 + strength·(x − c)⁴ on [−half_width, half_width]: no formula of the lecture has its states."""

    omega: float
    strength: float
    centre: float
    half_width: float

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.omega**2 * (x - self.centre) ** 2 / 2 + self.strength * (x - self.centre) ** 4


def draw_stiff_well(rng: np.random.Generator, centre: float) -> StiffWell:
    """A random one. The harmonic part alone misses E₀ by 0.05 to 0.13, and E₀ is at least 0.12 above ½.

    ω/2 is at least 0.05 above ½: an energy tells which of the two mistakes it comes from.

    V is 16 at the nearer end, and below 40 at the farther one if |centre| ≤ 0.35. Walls at these ends raise E₀ by up
    to 5e-5 and E₁ by up to 7e-4.
    """
    omega, strength = number(rng, 1.1, 1.4), number(rng, 0.15, 0.3)
    square = (np.sqrt(omega**4 / 4 + 4 * strength * 16.0) - omega**2 / 2) / (2 * strength)
    return StiffWell(omega, strength, centre, float(np.float32(np.sqrt(square) + abs(centre))))


def draw_anharmonic_well(rng: np.random.Generator) -> tuple[float, float]:
    """Random k and strength of kx²/2 + strength · x⁴.

    E₀ is at least 0.08 above ½, √k/2 at least 0.05 away from ½, and both 0.12 or more apart: an energy tells which
    mistake it comes from, and none of them is right by chance.
    """
    low, high = (0.5, 0.8) if rng.random() < 0.5 else (1.25, 1.6)
    return number(rng, low, high), number(rng, 0.4, 0.7)
