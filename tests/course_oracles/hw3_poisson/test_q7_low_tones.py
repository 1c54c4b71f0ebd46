"""Modes against their integrals."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw3_poisson.q7_low_tones import mode_errors, settled_row


def test_modes_of_a_constant_and_of_a_parabola():
    x = np.linspace(0.0, np.pi, 2001)
    ks = [1, 2, 3, 4]
    # ∫sin kx = 2/k and ∫x(π − x) sin kx = 4/k³ for odd k, both 0 for even k.
    odd = np.array([1.0, 0.0, 1.0, 0.0])
    np.testing.assert_allclose(mode_errors(0 * x - 1, x, ks), odd * 4 / (np.pi * np.array(ks)), atol=1e-5)
    bent = mode_errors(x * (np.pi - x), x, ks)
    np.testing.assert_allclose(bent, odd * 8 / (np.pi * np.array(ks) ** 3), atol=1e-5)


@pytest.mark.parametrize(
    ("errors", "row"), [([0.1, 0.05], 0), ([1.0, 0.1, 0.5, 0.1, 0.1], 3), ([0.1, 0.1, 0.3], np.inf)]
)
def test_a_mode_has_settled_when_it_stays_below(errors, row):
    assert settled_row(np.array(errors), 0.2) == row
