"""Forces against differences of the energy."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw2_derivatives.potentials import LennardJones, Morse, random_cluster
from solutions.hw2_derivatives.q3_many_atoms import pair_energy, pair_forces


@pytest.mark.parametrize("pair", [LennardJones(1.7, 1.3), Morse(2.1, 1.4, 1.5)], ids=lambda pair: type(pair).__name__)
def test_forces_are_minus_the_gradient(pair):
    X = random_cluster(np.random.default_rng(3), 4, pair.minimum)
    e = 1e-5 * np.eye(12).reshape(12, 4, 3)
    gradient = [(pair_energy(pair, X + d) - pair_energy(pair, X - d)) / 2e-5 for d in e]
    F = pair_forces(pair, X)
    np.testing.assert_allclose(F.ravel(), -np.array(gradient), atol=1e-6 * np.abs(F).max())
