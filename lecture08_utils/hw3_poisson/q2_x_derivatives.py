"""q2: derivatives with respect to x."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q2", "Derivatives with respect to x", ("d_dx", "d2_dx2"), concepts=("Derivatives with respect to the input",)
)
check = CheckList("public")

SINE = "import jax.numpy as jnp\nsine = lambda p, x: jnp.sin(p * x)"
# It insists on one point at a time: with x of shape (2,) it would give numbers all the same, and wrong ones.
TWO_UNITS = """\
import jax.numpy as jnp
two_units = lambda params, x: params["v"] @ jnp.tanh(params["w"] * x)
params = {"v": jnp.array([1.0, -1.0]), "w": jnp.array([1.0, 2.0])}
"""
X = np.array([-1.0, 0.0, 0.5, 1.5])


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="Which argument of u is x, and what does grad differentiate with respect to if nobody tells it? Is grad "
    "taken at one point, and vmap, with in_axes=(None, 0), put around it?",
)
def slope_of_a_sine(student, rng):
    """`d_dx` gives ∂/∂x of sin(px) for p = 2 at four points, and that of a small network at two and at one."""
    student.run(SINE)
    student.expect(
        "d_dx(sine)(p, x)",
        p=2.0,
        x=X,
        want=[-0.8322937, 2.0, 1.0806046, -1.9799850],  # 2 cos 2x
        wrong=student.mistakes(),
    )
    student.run(TWO_UNITS)
    # sech²x − 2 sech²2x, at two points and at one
    student.expect("d_dx(two_units)(params, x)", x=np.array([0.0, 0.5]), want=[-1.0, -0.0535010])
    student.expect("d_dx(two_units)(params, x)", x=np.array([0.0]), want=[-1.0])


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="Two derivatives, both with respect to x: does argnums=1 stand in both? Are both taken at one point, "
    "inside a single vmap with in_axes=(None, 0)?",
)
def curvature_of_a_sine(student, rng):
    """`d2_dx2` gives ∂²/∂x² of sin(px) for p = 2 at four points, and that of a small network at two and at one."""
    student.run(SINE)
    student.expect(
        "d2_dx2(sine)(p, x)",
        p=2.0,
        x=X,
        want=[3.6371897, 0.0, -3.3658839, -0.5644800],  # −4 sin 2x
        wrong=student.mistakes(),
    )
    student.run(TWO_UNITS)
    # −2 tanh x sech²x + 8 tanh 2x sech²2x, at two points and at one
    student.expect("d2_dx2(two_units)(params, x)", x=np.array([0.0, 0.5]), want=[0.0, 1.8319381])
    student.expect("d2_dx2(two_units)(params, x)", x=np.array([0.5]), want=[1.8319381])
