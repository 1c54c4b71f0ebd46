"""Distances and orders against what is known without them."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw3_poisson.q8_finite_elements import l2_error, order_of_convergence


def test_distance_of_a_line_from_a_parabola():
    # ∫₀¹ (x(1 − x))² = 1/30; two elements halve the length and quarter the height.
    parabola = lambda x: x * (1 - x)  # noqa: E731
    ends = np.array([0.0, 1.0])
    assert l2_error(ends, 0 * ends, parabola) == pytest.approx(np.sqrt(1 / 30), rel=1e-12)
    nodes = np.array([0.0, 0.5, 1.0])
    assert l2_error(nodes, parabola(nodes), parabola) == pytest.approx(np.sqrt(1 / 30) / 4, rel=1e-12)


def test_order_of_a_power_law():
    assert order_of_convergence([8, 16, 64], [3 / 8**2, 3 / 16**2, 3 / 64**2]) == pytest.approx(2)
