"""Networks against written-out formulas."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw3_poisson.q1_small_network import network

X = np.linspace(0.0, np.pi, 9)


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
