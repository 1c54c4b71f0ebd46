"""Random potentials solve their equation."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from solutions.hw3_poisson.draws import draw_potential

X = np.linspace(0.0, np.pi, 9)


@pytest.mark.parametrize("seed", range(5))
def test_random_potentials_solve_their_equation(seed):
    potential = draw_potential(np.random.default_rng(seed))
    np.testing.assert_allclose(potential.value(np.array([0.0, np.pi])), 0.0, atol=1e-14)
    h = 1e-3
    x = X[1:-1]
    curvature = (potential.value(x - h) - 2 * potential.value(x) + potential.value(x + h)) / h**2
    np.testing.assert_allclose(potential.f(x), curvature, atol=1e-4)
    scale = np.abs(potential.value(X)).max()
    assert 0.5 < scale < 4
    # Far from what the public check trains for, and from its negative.
    for sign in (1, -1):
        assert np.abs(potential.value(X) - sign * np.sin(X)).max() > 0.2


def test_the_code_of_a_potential_is_its_f():
    potential = draw_potential(np.random.default_rng(7))
    space = dict(potential.data)
    exec(potential.CODE, space)
    with jax.enable_x64(True):
        np.testing.assert_allclose(space["f"](jax.numpy.asarray(X)), potential.f(X), rtol=1e-12, atol=1e-12)
