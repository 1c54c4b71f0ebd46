"""Second differences against a cosine's."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw4_oscillator.q1_network_curvature import second_difference


def test_second_differences_have_order_four():
    errors = []
    for h in (0.1, 0.05):
        x = h * np.arange(-10, 11)
        errors.append(np.abs(second_difference(np.cos(x), h) + np.cos(x[2:-2])).max())
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.05)
