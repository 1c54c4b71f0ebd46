"""Products with a Hessian against differences."""

from __future__ import annotations

import numpy as np

from solutions.hw2_derivatives.q8_hessian_products import anharmonic_gradient, anharmonic_hvp
from tests.course_oracles.derivatives import slope


def test_products_with_a_hessian_against_differences():
    rng = np.random.default_rng(1)
    x, v = rng.normal(size=(2, 6))

    def f(x):
        return (np.diff(x) ** 4).sum() / 4 + (x[:-1] * x[1:]).sum()

    gradient = [slope(lambda t, e=e: f(x + t * e), 0.0) for e in np.eye(6)]
    np.testing.assert_allclose(anharmonic_gradient(x), gradient, atol=1e-6)
    along = slope(lambda t: anharmonic_gradient(x + t * v), 0.0)
    np.testing.assert_allclose(anharmonic_hvp(x, v), along, atol=1e-6)
