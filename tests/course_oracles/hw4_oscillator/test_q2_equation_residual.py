"""The residual of eigenstates is zero."""

from __future__ import annotations

import numpy as np

from solutions.hw4_oscillator.oracle import harmonic_state
from solutions.hw4_oscillator.q2_equation_residual import residual
from tests.course_oracles.derivatives import curvature


def test_a_ground_state_solves_its_equation():
    x = np.linspace(-8.0, 8.0, 1601)
    psi = harmonic_state(0, 1.4, 0.3, x)
    V = 1.4**2 * (x - 0.3) ** 2 / 2
    rest = residual(psi[2:-2], curvature(psi, x[1] - x[0]), V[2:-2], 0.7)
    assert np.abs(rest).max() < 1e-6
