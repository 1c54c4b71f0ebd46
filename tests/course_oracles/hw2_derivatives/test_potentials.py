"""Pair potentials against differences and known numbers."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw2_derivatives.potentials import LennardJones, Morse
from tests.course_oracles.derivatives import slope


@pytest.mark.parametrize("pair", [LennardJones(1.7, 1.3), Morse(2.1, 1.4, 1.5)], ids=lambda pair: type(pair).__name__)
def test_derivatives_of_potentials(pair):
    r = pair.minimum * np.array([0.95, 1.0, 1.4])
    np.testing.assert_allclose(pair.slope(r), slope(pair.value, r), rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(pair.curvature(r), slope(pair.slope, r), rtol=1e-6)


def test_known_numbers_of_lennard_jones():
    pair = LennardJones()
    assert pair.minimum == pytest.approx(1.122462048309373)
    assert pair.curvature(pair.minimum) == pytest.approx(72 / 2 ** (1 / 3))
