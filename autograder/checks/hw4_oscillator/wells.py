"""Random wells of hw4_oscillator's hidden checks."""

from __future__ import annotations

import numpy as np

from autograder.checks.inputs import number

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


def draw_harmonic_well(rng: np.random.Generator) -> tuple[float, float, float]:
    """Random ω, centre and half width of the domain; ω is not near 1, the centre not near 0.

    ψ₀ falls to exp(−10) of its maximum at the nearer end, and V stays below 31 at the farther one.
    """
    omega = number(rng, 0.8, 0.9) if rng.random() < 0.3 else number(rng, 1.15, 1.6)
    centre = float(rng.choice([-1.0, 1.0])) * number(rng, 0.2, 0.7)
    return omega, centre, float(abs(centre) + 4.5 / np.sqrt(omega))


def draw_centred_well(rng: np.random.Generator) -> tuple[float, float]:
    """Random ω, not near 1, of a harmonic well about 0, and the half width of its domain.

    ψ₁ falls to 5e-5 of its maximum at the ends, and V stays below 20.
    """
    omega, _, _ = draw_harmonic_well(rng)
    return omega, float(np.float32(5.0 / np.sqrt(omega)))


def draw_anharmonic_well(rng: np.random.Generator) -> tuple[float, float]:
    """Random k and strength of kx²/2 + strength · x⁴."""
    return number(rng, 0.3, 1.5), number(rng, 0.3, 0.7)
