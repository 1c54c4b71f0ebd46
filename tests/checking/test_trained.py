"""What only a training leaves behind: networks and honest histories pass, what was computed otherwise does not."""

from itertools import pairwise

import jax.numpy as jnp
import numpy as np
import pytest

from lecture08_utils.checking import (
    Check,
    require_loss,
    require_network,
    require_own_history,
    require_same_start,
)

from .toy import outcome

X = np.linspace(0.0, 1.0, 11)


def asked(demand, **names):
    """The outcome of one demand on these names."""

    def function(student, rng):
        """A training."""
        demand(student)

    check = Check("q1", function, points=1, visibility="public", hint="Which?")
    return outcome({"force": None, **names}, check)


def layers(*widths):
    rng = np.random.default_rng(3)
    return [(rng.normal(size=(b, a)), rng.normal(size=b)) for a, b in pairwise(widths)]


def tanh_network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params[:-1]:
        signal = jnp.tanh(W @ signal + b)
    W, b = params[-1]
    return (W @ signal + b)[0]


def scaled_sines(params, x):
    return params["c"] @ jnp.sin(jnp.arange(1, 41) * jnp.pi * (x + params["L"]) / params["L"])


@pytest.mark.parametrize(
    ("function", "params"),
    [
        (tanh_network, layers(1, 8, 8, 1)),
        (tanh_network, layers(1, 4, 1)),
        (
            lambda p, x: x * (1 - x) * tanh_network(p["layers"], x) + p["offset"],
            {"layers": layers(1, 6, 1), "offset": 0.5},
        ),
        (lambda p, x: (tanh_network(p, x) - tanh_network(p, -x)) / 2, layers(1, 5, 5, 1)),
    ],
    ids=["two layers", "one layer", "inside a formula", "odd"],
)
def test_a_network_bends(function, params):
    found = asked(lambda student: require_network(student, "u", "params", X), u=function, params=params)
    assert found.failure is None, found.message


@pytest.mark.parametrize(
    ("function", "params"),
    [
        (lambda c, x: np.arange(40.0) @ c * x, np.ones(40)),
        (scaled_sines, {"c": np.ones(40), "L": 2.0}),
        (lambda c, x: c["height"] * x + c["shift"], {"height": 1.0, "shift": 0.0}),
        (
            lambda c, x: (1 + c["p"] @ c["p"]) * (c["c"] @ jnp.sin(jnp.arange(1, 4) * x)),
            {"c": np.ones(3), "p": np.zeros(6)},
        ),
    ],
    ids=["linear", "coefficients and a length", "two numbers", "coefficients and a factor"],
)
def test_a_sum_of_given_shapes_does_not(function, params):
    found = asked(lambda student: require_network(student, "u", "params", X), u=function, params=params)
    assert "sum of given shapes" in (found.misconception or "")


@pytest.mark.parametrize(
    ("loss", "passes"),
    [
        (lambda p: (p - 1.0) ** 2, True),
        (lambda p: 100 * abs(p - 1.0), True),
        (lambda p: None, False),
        (lambda p: 1e-6, False),
        (lambda p: p**2, False),
        (lambda p: 1.0 - p, False),
    ],
    ids=["right", "of another scale", "stub", "constant", "another minimum", "negative"],
)
def test_a_loss_knows_its_solution(loss, passes):
    found = asked(lambda student: require_loss(student, "loss(p)", solution={"p": 1.0}, other={"p": 3.0}), loss=loss)
    assert (found.failure is None) == passes, found.message


@pytest.mark.parametrize(
    ("own", "passes"), [(1e-4, True), (5e-4, True), (2e-5, True), (1e-9, False), (0.5, False), (float("nan"), False)]
)
def test_a_history_ends_with_the_loss_of_what_came_back(own, passes):
    losses = np.geomspace(1.0, 1e-4, 1000)
    found = asked(lambda student: require_own_history(student, "loss()", losses), loss=lambda: own)
    assert (found.failure is None) == passes, found.message


def test_spikes_at_the_end_of_a_history_are_no_contradiction():
    losses = np.geomspace(1.0, 1e-4, 1000)
    losses[-7] = 0.3
    found = asked(lambda student: require_own_history(student, "loss()", losses), loss=lambda: 0.1)
    assert found.failure is None, found.message


@pytest.mark.parametrize(("second", "passes"), [([0.6, 0.0], True), ([0.9, 0.0], True), ([2.0, 0.0], False)])
def test_equal_seeds_start_alike(second, passes):
    found = asked(lambda student: require_same_start(student, np.array([0.6, 0.0]), np.array(second)))
    assert (found.failure is None) == passes, found.message
