"""Waves against differences."""

from __future__ import annotations

import numpy as np

from solutions.hw1_autodiff.q9_jax_products import Waves


def test_waves_by_differences():
    waves, x, h = Waves(np.array([[1.0, 0.5], [0.2, 1.1]]), np.array([1.0, 2.0])), np.array([0.3, 0.4]), 1e-6
    columns = [(waves.value(x + h * e) - waves.value(x - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(waves.jacobian(x), np.array(columns).T, rtol=1e-8)
