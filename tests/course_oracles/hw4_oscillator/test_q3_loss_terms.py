"""Losses of a scaled ground state."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.q3_loss_terms import norm_loss, total_loss


def test_losses_of_a_scaled_ground_state():
    x = np.linspace(-6.0, 6.0, 121)
    psi = 1.2 * oracle.harmonic_state(0, 1.0, 0.0, x)
    assert norm_loss(psi, x) == pytest.approx((1.44 - 1) ** 2)
    total = total_loss(np.array([1.0, -3.0]), 0.5, 0.25, {"norm": 2.0, "bc": 4.0})
    assert total == pytest.approx(5 + 1 + 1)
