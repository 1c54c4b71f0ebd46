"""q1: the hidden checks of a network, and its values in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from lecture08_utils.checking import CheckList
from solutions.inputs import points

check = CheckList("hidden")

Layers = Sequence[tuple[np.ndarray, np.ndarray]]


def network(
    layers: Layers, x: np.ndarray, bend: Callable = np.tanh, last: Callable = lambda signal: signal
) -> np.ndarray:
    """A network with one input and one output at many points.

    Args:
        layers: (W, b) from the first to the last, W (n_out, n_in), b (n_out,).
        x: shape (n,).
        bend, last: what is done after every layer but the last, and after that one.

    Returns:
        u(x), shape (n,).
    """
    signal = x[None, :]
    for W, b in layers[:-1]:
        signal = bend(W @ signal + b[:, None])
    W, b = layers[-1]
    return last(W @ signal + b[:, None])[0]


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Which of your numbers would have to change for sizes = (1, 7, 3, 5, 1)? None of them should.",
)
def network_of_other_sizes(student, rng):
    """`network` is right for other weights, other widths and any number of layers."""
    widths = ((4,), tuple(rng.integers(3, 8, 3).tolist()))
    for hidden in widths:
        sizes = (1, *hidden, 1)
        layers = [
            (points(rng, -1.5, 1.5, (n_out, n_in)), points(rng, -1.0, 1.0, n_out)) for n_in, n_out in pairwise(sizes)
        ]
        x = points(rng, -2.0, 2.0, 6)
        plain = [(W, 0 * b) for W, b in layers]
        student.run(
            "import jax\nparams = [(W, b) for W, b in jax.device_put(layers)]", layers=[[W, b] for W, b in layers]
        )
        student.expect(
            "network(params, x)",
            each={"x": x},
            want=network(layers, x),
            wrong={
                "tanh around the last layer too: u cannot leave (−1, 1)": network(layers, x, last=np.tanh),
                "ReLU instead of tanh: u is made of straight pieces, and u″ = 0": network(
                    layers, x, bend=lambda signal: np.maximum(signal, 0)
                ),
                "the biases are left out": network(plain, x),
                "the bias of the last layer is left out": network(layers[:-1] + plain[-1:], x),
                "no tanh at all: the network is a straight line": network(layers, x, bend=lambda s: s),
            },
        )


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Draw a layer from 256 units to 64 and look at the standard deviation of its weights. What shape does it "
    "have?",
)
def size_of_the_weights(student, rng):
    """The weights have mean 0 and standard deviation √(2/(a + b)), and the shapes follow `sizes`."""
    a, b = [(256, 64), (64, 256)][int(rng.integers(2))]
    student.run(
        "params = init_params(seed, sizes)\n"
        "shapes = [[list(W.shape), list(b.shape)] for W, b in params]\n"
        "weights, biases = params[1]",
        seed=int(rng.integers(100, 10_000)),
        sizes=[1, a, b, 5, 1],
    )
    weights = student.array("weights", shape=(b, a))
    student.array("params[2][0]", shape=(5, b))
    spread, glorot = float(np.std(weights)), float(np.sqrt(2 / (a + b)))
    # 16384 weights: their standard deviation is known to 0.6 %. 1/√a is at least 20 % off, √(2/a) at least 10 %.
    ideas = {
        "1/√a, from the inputs alone, instead of √(2/(a + b))": np.sqrt(1 / a),
        "1/√b, from the outputs alone, instead of √(2/(a + b))": np.sqrt(1 / b),
        "√(2/a), the rule for ReLUs, instead of √(2/(a + b))": np.sqrt(2 / a),
        "1/√(a + b): the 2 is missing": np.sqrt(1 / (a + b)),
        "2/(a + b): that is the variance, the standard deviation is its root": 2 / (a + b),
        "√(6/(a + b)), the half width of a uniform distribution, as standard deviation": np.sqrt(6 / (a + b)),
        "standard deviation 1: with many inputs every tanh saturates": 1.0,
    }
    close = [idea for idea, wrong in ideas.items() if abs(spread - wrong) <= 0.04 * wrong]
    student.require(
        abs(spread - glorot) <= 0.06 * glorot,
        f"Between {a} and {b} units the standard deviation of the weights is {spread:.4g}, not {glorot:.4g}.",
        misconception=close[0] if close else "",
    )
    student.require(
        abs(float(np.mean(weights))) <= 0.05 * glorot,
        "The mean of the weights is not zero.",
        misconception="the weights are not centred on zero",
    )
