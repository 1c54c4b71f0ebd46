"""q1: a network."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question("q1", "A network", ("init_params", "network"), concepts=("A network as trial solution",))
check = CheckList("public")

HIDDEN_LAYER = np.array([[0.5, -1.0], [1.0, 2.0]])
TWO_LAYERS = "params = [(W1, b1), (W2, b2)]"


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Work the example of the docstring out on paper. After which layers is a tanh, and what is added where? Is "
    "x made a vector with one entry first? How many layers may the list have? And is everything jnp, so that JAX can "
    "follow?",
)
def network_with_given_weights(student, rng):
    """`network` with weights that are written down, at three points, its derivative, and with one more layer."""
    student.run(
        TWO_LAYERS,
        W1=np.array([[1.0], [-2.0]]),
        b1=np.array([0.0, 1.0]),
        W2=np.array([[3.0, 1.0]]),
        b2=np.array([0.5]),
    )
    student.expect(
        "network(params, x)",
        each={"x": np.array([0.0, 0.5, 2.0])},
        want=[1.2615942, 1.8863515, 2.3970280],  # 3 tanh x + tanh(1 − 2x) + ½
        wrong={
            "tanh around the last layer too: u cannot leave (−1, 1)": [0.8515030, 0.9550536, 0.9835783],
            "ReLU instead of tanh: u is made of straight pieces, and u″ = 0": [1.5, 2.0, 6.5],
            "the biases are left out": [0.0, 0.6247573, 1.8927535],
            "the bias of the last layer is left out": [0.7615942, 1.3863515, 1.8970280],
            "no tanh at all: the network is a straight line": [1.5, 2.0, 3.5],
        },
    )
    student.run("import jax")
    student.expect("jax.grad(network, argnums=1)(params, 0.5)", want=0.3593433)  # 3 (1 − tanh²½) − 2
    # One more layer in the middle.
    student.run("deep = [params[0], (W, b), params[1]]", W=HIDDEN_LAYER, b=np.zeros(2))
    student.expect("network(deep, x)", x=0.5, want=1.6129060)


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Which of the two numbers of a shape belongs to what comes in? And what decides which numbers are drawn?",
)
def shapes_and_seeds(student, rng):
    """`init_params` gives the shapes that `sizes` asks for, zero biases, and weights of the right size by seed."""
    student.expect(
        "[list(W.shape) + list(b.shape) for W, b in init_params(seed, sizes)]",
        seed=3,
        sizes=[1, 5, 4, 1],
        want=[[5, 1, 5], [4, 5, 4], [1, 4, 1]],
        wrong={
            "W is transposed: rows belong to what comes out, columns to what goes in": [
                [1, 5, 5],
                [5, 4, 4],
                [4, 1, 1],
            ]
        },
    )
    student.run("import jax.numpy as jnp\nbiases = [b for W, b in init_params(seed, sizes)]")
    student.expect("[jnp.max(jnp.abs(b)) for b in biases]", want=np.zeros(3))
    row = "jnp.concatenate([jnp.ravel(W) for W, b in init_params(seed, sizes)])"
    first, again = student.array(row, seed=3), student.array(row, seed=3)
    student.require(
        np.array_equal(first, again), "Asked twice, it gave different weights: equal seeds, equal networks."
    )
    other = student.array(row, seed=4)
    student.require(not np.array_equal(first, other), "Seeds 3 and 4 gave the same weights: is the seed used?")
    wide = student.array("init_params(seed, sizes)[1][0]", sizes=[1, 200, 50, 1], shape=(50, 200))
    spread = float(np.std(wide))
    # 10 000 weights: their standard deviation is known to 0.7 %.
    student.require(
        abs(spread - 0.0894) < 0.006,
        f"Between 200 and 50 units the standard deviation of the weights is {spread:.4g}, not 0.0894.",
    )
    same = student.array("jnp.array([W for W, b in init_params(seed, sizes)[1:3]])", sizes=[1, 6, 6, 6, 1])
    student.require(
        not np.array_equal(same[0], same[1]),
        "In a network of sizes (1, 6, 6, 6, 1) the second and the third layer have the same weights.",
        misconception="every layer starts from the same random numbers: one generator, or a new key for each layer",
    )
