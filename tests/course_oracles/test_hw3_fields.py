"""The oracles of modes, distances and least squares against what is known without them."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw3_poisson.q7_low_tones import mode_errors, settled_row
from solutions.hw3_poisson.q8_finite_elements import l2_error, order_of_convergence
from solutions.hw3_poisson.q9_inverse_problem import least_squares_kappa


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


def test_distance_of_a_line_from_a_parabola():
    # ∫₀¹ (x(1 − x))² = 1/30; two elements halve the length and quarter the height.
    parabola = lambda x: x * (1 - x)  # noqa: E731
    ends = np.array([0.0, 1.0])
    assert l2_error(ends, 0 * ends, parabola) == pytest.approx(np.sqrt(1 / 30), rel=1e-12)
    nodes = np.array([0.0, 0.5, 1.0])
    assert l2_error(nodes, parabola(nodes), parabola) == pytest.approx(np.sqrt(1 / 30) / 4, rel=1e-12)


def test_order_of_a_power_law():
    assert order_of_convergence([8, 16, 64], [3 / 8**2, 3 / 16**2, 3 / 64**2]) == pytest.approx(2)


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
