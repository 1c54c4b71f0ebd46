"""Levels of matrices against closed forms and exact levels."""

from __future__ import annotations

import numpy as np

from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.q8_matrix_levels import grid_levels


def test_the_three_point_levels_of_a_box():
    n, half_width = 12, 1.7
    h = 2 * half_width / (n + 1)
    exact = (1 - np.cos(np.arange(1, n + 1) * np.pi / (n + 1))) / h**2
    box = lambda x: 0.0 * x  # noqa: E731
    np.testing.assert_allclose(grid_levels(box, half_width, n), exact, rtol=1e-12)
    np.testing.assert_allclose(grid_levels(box, half_width, n, kinetic=2.0), 2 * exact, rtol=1e-12)


def test_the_three_point_levels_approach_the_levels():
    well = lambda x: 0.7 * (x - 0.4) ** 2 + 0.2 * x**4  # noqa: E731
    want = oracle.levels(well, 6.0)[:3]
    errors = [np.abs(grid_levels(well, 5.0, n)[:3] - want) for n in (99, 199)]
    np.testing.assert_allclose(errors[0] / errors[1], 4, rtol=0.02)
