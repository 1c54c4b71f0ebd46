"""Least squares against the spread of its draws."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw3_poisson.q9_inverse_problem import least_squares_kappa


def test_least_squares_finds_kappa_and_how_well():
    rng = np.random.default_rng(3)
    bent = np.sin(np.linspace(0.1, 3.0, 40))
    kappa, error = least_squares_kappa(bent / 0.7, bent)
    assert (kappa, error) == pytest.approx((0.7, 0.0), abs=1e-9)
    found = [least_squares_kappa(bent / 0.7 + 0.02 * rng.normal(size=40), bent) for _ in range(400)]
    kappas, errors = np.array(found).T
    # 400 draws: their standard deviation is known to 4 %.
    assert np.std(kappas) == pytest.approx(np.mean(errors), rel=0.15)
    assert np.mean(kappas) == pytest.approx(0.7, abs=3 * np.mean(errors) / 20)
