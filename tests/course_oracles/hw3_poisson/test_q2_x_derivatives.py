"""Derivatives of bumps against complex steps."""

from __future__ import annotations

import numpy as np

from solutions.hw3_poisson.q2_x_derivatives import Bumps
from tests.course_oracles.derivatives import by_complex_step


def test_the_derivatives_of_bumps():
    x = np.linspace(0.0, np.pi, 9)
    w, b, v = np.random.default_rng(1).normal(size=(3, 5))
    bumps = Bumps(w, b, v)
    np.testing.assert_allclose(bumps.value(x), np.tanh(np.outer(x, w) + b) @ v, rtol=1e-13)
    np.testing.assert_allclose(bumps.slope(x), by_complex_step(bumps.value, x), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(bumps.curvature(x), by_complex_step(bumps.slope, x), rtol=1e-12, atol=1e-14)
