"""The oracles of hw3_poisson against complex steps and written-out formulas."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from solutions.hw3_poisson.draws import draw_potential
from solutions.hw3_poisson.q1_small_network import network
from solutions.hw3_poisson.q2_x_derivatives import Bumps

X = np.linspace(0.0, np.pi, 9)


def by_complex_step(function, at):
    """f′ of an analytic function, to machine precision (Squire & Trapp, SIAM Rev. 40, 110, 1998)."""
    return np.imag(function(at + 1e-30j)) / 1e-30


def test_a_network_by_hand():
    layers = [(np.array([[1.0], [-2.0]]), np.array([0.0, 1.0])), (np.array([[3.0, 1.0]]), np.array([0.5]))]
    np.testing.assert_allclose(network(layers, X), 3 * np.tanh(X) + np.tanh(1 - 2 * X) + 0.5, rtol=1e-14)
    bounded = network(layers, X, bend=np.sin, last=np.cos)
    np.testing.assert_allclose(bounded, np.cos(3 * np.sin(X) + np.sin(1 - 2 * X) + 0.5), rtol=1e-14)


def test_a_deeper_network_is_one_network_after_another():
    rng = np.random.default_rng(0)
    shapes = [(3, 1), (4, 3), (1, 4)]
    layers = [(rng.normal(size=shape), rng.normal(size=shape[0])) for shape in shapes]
    (W1, b1), (W2, b2), (W3, b3) = layers
    for x, u in zip(X, network(layers, X), strict=True):
        assert u == pytest.approx((W3 @ np.tanh(W2 @ np.tanh(W1[:, 0] * x + b1) + b2) + b3)[0])


def test_the_derivatives_of_bumps():
    rng = np.random.default_rng(1)
    bumps = Bumps(*rng.normal(size=(3, 5)))
    layers = [(bumps.w[:, None], bumps.b), (bumps.v[None, :], np.zeros(1))]
    np.testing.assert_allclose(bumps.value(X), network(layers, X), rtol=1e-13)
    np.testing.assert_allclose(bumps.slope(X), by_complex_step(bumps.value, X), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(bumps.curvature(X), by_complex_step(bumps.slope, X), rtol=1e-12, atol=1e-14)


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
