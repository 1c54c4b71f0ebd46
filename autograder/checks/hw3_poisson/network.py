"""hw3_poisson, q1 and q2: the hidden checks of a network and of derivatives with respect to x."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from autograder.checks.inputs import WAVE, number, points
from autograder.oracles import hw3_poisson as oracle
from autograder.oracles.hw4_oscillator import Wave
from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw3_poisson import wrong_curvatures, wrong_slopes

check = CheckList("hidden")


@check(
    "q1",
    points=0.5,
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
            "import jax.numpy as jnp\nparams = [(jnp.array(W), jnp.array(b)) for W, b in layers]",
            layers=[[W, b] for W, b in layers],
        )
        student.expect(
            "network(params, x)",
            each={"x": x},
            want=oracle.network(layers, x),
            wrong={
                "tanh around the last layer too: u cannot leave (−1, 1)": oracle.network(layers, x, last=np.tanh),
                "ReLU instead of tanh: u is made of straight pieces, and u″ = 0": oracle.network(
                    layers, x, bend=lambda signal: np.maximum(signal, 0)
                ),
                "the biases are left out": oracle.network(plain, x),
                "the bias of the last layer is left out": oracle.network(layers[:-1] + plain[-1:], x),
                "no tanh at all: the network is a straight line": oracle.network(layers, x, bend=lambda s: s),
            },
        )


@check(
    "q1",
    points=0.5,
    hint="Draw a layer from 256 units to 64 and look at the standard deviation of its weights. Which shape has it?",
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


@check(
    "q2", points=0.5, hint="Try a u whose params is a dict, and an x with one entry. Along which axis does vmap walk?"
)
def derivatives_of_other_functions(student, rng):
    """`d_dx` and `d2_dx2` are right for other functions, other parameters and any number of points."""
    wave = Wave(number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4))
    student.run(WAVE, phase=wave.phase, a=wave.a)
    for n in (7, 1):
        x = points(rng, -2.0, 2.0, n)
        value, slope, curvature = wave.value(x), wave.slope(x), wave.curvature(x)
        by_k = x * np.cos(wave.k * x + wave.phase) * np.exp(-wave.a * x**2)
        # A single point could lie where a derivative is almost zero, hence atol. float32 error here: below 2e-6.
        student.expect(
            "d_dx(wave)(p, x)", p=wave.k, x=x, want=slope, atol=1e-3, wrong=wrong_slopes(value, by_k, curvature)
        )
        student.expect(
            "d2_dx2(wave)(p, x)",
            want=curvature,
            atol=1e-3,
            wrong=wrong_curvatures(slope, wave.by_k_twice(x), wave.by_k_and_x(x)),
        )
    student.run("params = {'height': jnp.array(-2.0), 'k': [jnp.array(k)]}", k=wave.k)
    student.expect("d_dx(tree)(params, x)", want=-2 * slope, atol=2e-3)
    student.expect("d2_dx2(tree)(params, x)", want=-2 * curvature, atol=2e-3)


@check(
    "q2",
    points=0.5,
    hint="u gets one number x, of shape (). Where in your function do many points become one?",
)
def derivatives_of_a_network(student, rng):
    """A small network that insists on one point at a time is differentiated at as many points as it has units."""
    m = int(rng.integers(4, 8))
    bumps = oracle.Bumps(points(rng, -1.5, 1.5, m), points(rng, -1.0, 1.0, m), points(rng, 0.5, 1.5, m))
    # With x of shape (m,) instead of () this u gives numbers all the same, and wrong ones.
    student.run(
        "import jax.numpy as jnp\n"
        "bumps = lambda params, x: params['v'] @ jnp.tanh(params['w'] * x + params['b'])\n"
        "params = {'w': jnp.array(w), 'b': jnp.array(b), 'v': jnp.array(v)}",
        w=bumps.w,
        b=bumps.b,
        v=bumps.v,
    )
    x = points(rng, -2.0, 2.0, m)
    student.expect("d_dx(bumps)(params, x)", x=x, want=bumps.slope(x), rtol=3e-4, atol=1e-3)
    student.expect("d2_dx2(bumps)(params, x)", want=bumps.curvature(x), rtol=3e-4, atol=1e-3)
