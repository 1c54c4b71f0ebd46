"""Energies of polynomials against those of known states."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.q9_many_digits import energy_of_polynomial


@pytest.mark.parametrize(("half_width", "n"), [(2.0, 40), (7.0, 80)])
def test_the_energy_of_a_polynomial_does_not_depend_on_the_interval(half_width, n):
    x = half_width * np.polynomial.legendre.leggauss(n)[0]
    well = lambda x: 1.4**2 * (x - 0.3) ** 2 / 2  # noqa: E731
    for level, factor in ((0, 1.0), (1, -2.0)):
        psi = factor * oracle.harmonic_state(level, 1.4, 0.3, x)
        assert energy_of_polynomial(psi, well, half_width) == pytest.approx(1.4 * (level + 0.5), abs=1e-11)
    # A Gaussian of another width: a/2 + 1/(8a).
    psi = np.exp(-(x**2))
    if half_width > 6:
        assert energy_of_polynomial(psi, lambda x: x**2 / 2, half_width) == pytest.approx(0.625, abs=1e-11)
