"""Magnets against sums over all states and differences."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw2_derivatives.q7_response_functions import ising_ring_chi, ising_ring_F, mean_field_chi, mean_field_F


def test_magnets():
    states = np.array(np.meshgrid(*[[-1, 1]] * 5)).reshape(5, -1)
    energies = -1.2 * (states * np.roll(states, 1, axis=0)).sum(axis=0) - 0.4 * states.sum(axis=0)
    summed = -1.7 / 5 * np.log(np.exp(-energies / 1.7).sum())
    assert ising_ring_F(0.4, 1.7, 1.2, 5) == pytest.approx(summed)
    h = 1e-4

    def chi(F, h0=0.0):
        return -(F(h0 + h) - 2 * F(h0) + F(h0 - h)) / h**2

    assert ising_ring_chi(1.7, 1.2, 5) == pytest.approx(chi(lambda h: ising_ring_F(h, 1.7, 1.2, 5)), rel=1e-5)
    assert mean_field_chi(0.3, 0.8, 1.0) == pytest.approx(chi(lambda h: mean_field_F(h, 0.8, 1.0), 0.3), rel=1e-5)
    assert mean_field_chi(0.0, 0.8, 1.0) == pytest.approx(1.6257, abs=1e-4)
