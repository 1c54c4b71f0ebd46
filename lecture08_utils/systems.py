"""Wells for one particle, in atomic units (ħ = m = 1): x in bohr, V in hartree.

Every well is a function of x that works elementwise on numbers, NumPy arrays and JAX arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Well = Callable[[Any], Any]


def harmonic_well(omega: float = 1.0, centre: float = 0.0) -> Well:
    """V(x) = ω²(x − centre)²/2, with levels E_n = ω(n + ½).

    Args:
        omega: angular frequency ω, in hartree/ħ.
        centre: position of the minimum in bohr.
    """
    return lambda x: 0.5 * omega**2 * (x - centre) ** 2


def quartic_well(strength: float = 0.5) -> Well:
    """V(x) = strength · x⁴: flat inside, steep outside. No formula for its levels is known."""
    return lambda x: strength * x**4


def anharmonic_well(strength: float = 0.1) -> Well:
    """V(x) = x²/2 + strength · x⁴: a spring that gets harder as it is stretched."""
    return lambda x: 0.5 * x**2 + strength * x**4


def harmonic_ground_state(x: Any, omega: float = 1.0, centre: float = 0.0) -> np.ndarray:
    """ψ₀(x) = (ω/π)^¼ exp(−ω(x − centre)²/2) of `harmonic_well`, normalised, positive; shape of x.

    Given on purpose, to draw beside a network: checks make sure that ψ follows its parameters.
    """
    y = np.asarray(x, dtype=np.float64) - centre
    return (omega / np.pi) ** 0.25 * np.exp(-omega * y**2 / 2)


def harmonic_excited_state(x: Any, omega: float = 1.0, centre: float = 0.0) -> np.ndarray:
    """ψ₁(x) = √(2ω) (x − centre) ψ₀(x) of `harmonic_well`, normalised, positive on the right; shape of x."""
    y = np.asarray(x, dtype=np.float64) - centre
    return np.sqrt(2 * omega) * y * harmonic_ground_state(x, omega, centre)
