"""hw4_oscillator, q1: a network and its curvature. The public checks."""

from __future__ import annotations

from lecture08_utils.checking import CheckList, Question

from .functions import FOUR_POINTS, GAUSSIAN

question = Question(
    "q1",
    "A network and its curvature",
    ("init_params", "psi", "second_derivative"),
    concepts=(
        "A network as trial solution",
        "Derivatives with respect to the input",
    ),
)
check = CheckList("public")

STRAIGHT_PIECES = "a network of straight pieces (ReLU, or no activation at all): ψ″ is zero everywhere"


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Two derivatives, both with respect to the second argument of psi: does argnums=1 stand in both of them? "
    "And are both taken at one point, inside a single vmap?",
)
def second_derivative_of_a_gaussian(student, rng):
    """`second_derivative` gives d²/dx² of exp(−x²/2) at four points, and at one, whatever the parameters are."""
    student.run(GAUSSIAN)
    student.expect(
        "second_derivative(gaussian)(p, x)",
        p=0.5,
        x=FOUR_POINTS,
        want=[0.0, -1.0, -0.6618727, 0.4060058],  # (x² − 1) exp(−x²/2)
        rtol=1e-4,
        wrong=student.mistakes(),
    )
    student.run("tree = lambda p, x: jnp.exp(-p['rates'][0] * x**2)")
    student.expect(
        "second_derivative(tree)({'rates': [p]}, x)", p=0.5, x=FOUR_POINTS[3:], want=[0.4060058], rtol=1e-4
    )


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="What makes two networks differ? What shape does w @ h have, if w has shape (32,) or (1, 32)? And is the "
    "activation curved?",
)
def psi_is_a_number_that_its_parameters_decide(student, rng):
    """`psi` turns one point into one number, and is curved; the seed decides which network it is."""
    value = student.number("psi(init_params(seed), x)", seed=3, x=0.7)
    # In one expression: of two that are the same, the second finds what was compiled for the first.
    student.run("import jax.numpy as jnp")
    both = "jnp.stack([psi(init_params(seed), x) for _ in range(2)])"
    first, again = student.array(both, seed=3, x=0.7, shape=(2,))
    student.require(first == again, f"Asked twice, it gave {first:.7g} and {again:.7g}: equal seeds, equal networks.")
    other = student.number("psi(init_params(seed), x)", seed=4, x=0.7)
    student.require(other != value, f"Seeds 3 and 4 both gave {value:.7g}: is the seed used, and are the parameters?")
    far = student.number("psi(init_params(seed), x)", seed=4, x=-1.6)
    student.require(other != far, f"The value at x = 0.7 and at x = −1.6 is the same, {far:.7g}: is x used?")
    student.run("import jax")
    moved = student.number(
        "psi(jax.tree.map(lambda leaf: 1.25 * leaf + 0.125, init_params(seed)), x)", seed=4, x=-1.6
    )
    student.require(moved != far, "ψ does not change when all its parameters do: are they used?")
    curvature = student.number("jax.grad(jax.grad(psi, argnums=1), argnums=1)(init_params(seed), x)", seed=3, x=0.7)
    student.require(curvature != 0, "ψ″ of your network is zero.", misconception=STRAIGHT_PIECES)
