"""Waves against complex steps."""

from __future__ import annotations

import numpy as np

from solutions.inputs import Wave
from tests.course_oracles.derivatives import by_complex_step

X = np.linspace(-2.0, 2.0, 9)


def test_the_derivatives_of_a_wave():
    wave = Wave(1.3, 0.4, 0.3)
    np.testing.assert_allclose(wave.slope(X), by_complex_step(wave.value, X), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(wave.curvature(X), by_complex_step(wave.slope, X), rtol=1e-12, atol=1e-14)
    slope_of_k = lambda k: Wave(k, 0.4, 0.3).slope(X)  # noqa: E731
    np.testing.assert_allclose(wave.by_k_and_x(X), by_complex_step(slope_of_k, 1.3), rtol=1e-12, atol=1e-14)
    by_k = lambda k: X * np.cos(k * X + 0.4) * np.exp(-0.3 * X**2)  # noqa: E731
    np.testing.assert_allclose(wave.by_k_twice(X), by_complex_step(by_k, 1.3), rtol=1e-12, atol=1e-14)
