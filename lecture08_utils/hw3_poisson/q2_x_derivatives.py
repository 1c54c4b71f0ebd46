"""q2: derivatives with respect to x."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q2", "Derivatives with respect to x", ("d_dx", "d2_dx2"), concepts=("Derivatives with respect to the input",)
)
check = CheckList("public")

SINE = "import jax.numpy as jnp\nsine = lambda p, x: jnp.sin(p * x)"
X = np.array([-1.0, 0.0, 0.5, 1.5])


@check(
    "q2",
    points=0.5,
    hint="Which argument of u is x, and what does grad differentiate by if nobody tells it? Is grad taken at one "
    "point, and vmap, with in_axes=(None, 0), put around it?",
)
def slope_of_a_sine(student, rng):
    """`d_dx` gives ∂/∂x of sin(px) for p = 2 at four points."""
    student.run(SINE)
    student.expect(
        "d_dx(sine)(p, x)",
        p=2.0,
        x=X,
        want=[-0.8322937, 2.0, 1.0806046, -1.9799850],  # 2 cos 2x
        wrong=student.mistakes(),
    )


@check(
    "q2",
    points=0.5,
    hint="Two derivatives, both with respect to x: does argnums=1 stand in both? Are both taken at one point, inside "
    "of a single vmap with in_axes=(None, 0)?",
)
def curvature_of_a_sine(student, rng):
    """`d2_dx2` gives ∂²/∂x² of sin(px) for p = 2 at four points."""
    student.run(SINE)
    student.expect(
        "d2_dx2(sine)(p, x)",
        p=2.0,
        x=X,
        want=[3.6371897, 0.0, -3.3658839, -0.5644800],  # −4 sin 2x
        wrong=student.mistakes(),
    )
