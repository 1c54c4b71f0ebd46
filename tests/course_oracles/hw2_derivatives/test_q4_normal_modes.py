"""Hessians of clusters against differences and known frequencies."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw2_derivatives.potentials import LennardJones, Morse, random_cluster
from solutions.hw2_derivatives.q3_many_atoms import pair_forces
from solutions.hw2_derivatives.q4_normal_modes import pair_hessian


@pytest.mark.parametrize("pair", [LennardJones(1.7, 1.3), Morse(2.1, 1.4, 1.5)], ids=lambda pair: type(pair).__name__)
def test_a_hessian_is_minus_the_slope_of_the_forces(pair):
    X = random_cluster(np.random.default_rng(3), 4, pair.minimum)
    e = 1e-5 * np.eye(12).reshape(12, 4, 3)
    rows = [-(pair_forces(pair, X + d) - pair_forces(pair, X - d)).ravel() / 2e-5 for d in e]
    H = pair_hessian(pair, X)
    np.testing.assert_allclose(H, rows, atol=1e-6 * np.abs(H).max())


def test_modes_of_three_atoms_in_a_row():
    X = 1.1210299382816955 * np.array([[-1.0, 0, 0], [0, 0, 0], [1, 0, 0]])
    omega2 = np.linalg.eigvalsh(pair_hessian(LennardJones(), X))
    np.testing.assert_allclose(omega2, [-0.22196905] * 2 + [0] * 5 + [58.1841299, 176.084868], atol=1e-6)
