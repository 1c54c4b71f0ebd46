"""q3: the two terms of the loss."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q3",
    "Two terms of a loss",
    ("loss_terms", "poisson_loss"),
    prerequisites=("q2",),
    concepts=("Collocation points, residual and boundary loss",),
)
check = CheckList("public")

# A function of one point, as networks are: an array of all points or of both ends does not fit. (1, 0, …) is sin x.
CHORD = "chord = lambda p, x: jnp.dot(p, jnp.sin(jnp.arange(1.0, 6.0) * x))\ng = lambda x: -jnp.sin(x)"
# Ends: p + 1 and p − 1.
RAISED_COSINE = "import jax.numpy as jnp\nraised = lambda p, x: jnp.cos(x) + p\nf = lambda x: 0.25 + 0.0 * x"
X = np.array([0.0, 1.0471975512, 1.5707963268])  # 0, π/3, π/2: cos x is 1, ½, 0


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="Which derivative stands in the equation, and with which sign f? What is squared, and before or after it is "
    "averaged? How many boundary points are there, and where? Is u called with one point at a time?",
)
def terms_of_a_raised_cosine(student, rng):
    """The two terms of cos x + 2 for f = ¼, and of the exact solution sin x for f = −sin x."""
    student.run(RAISED_COSINE)
    student.expect(
        "loss_terms(raised, p, x, f)[0]",
        p=2.0,
        x=X,
        want=0.7291667,  # ((−5/4)² + (−3/4)² + (−1/4)²) / 3
        wrong=[*student.mistakes("equation"), ("u′ where u″ belongs", 0.9568376)],
    )
    at_points = ("u at the first and the last of the points x: the boundary is at 0 and π", 6.5)
    student.expect("loss_terms(raised, p, x, f)[1]", want=5.0, wrong=[*student.mistakes("boundary"), at_points])
    student.run(CHORD)
    p = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
    student.expect("loss_terms(chord, p, x, g)", p=p, want=[0, 0], atol=1e-5)


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="Which of the two terms does the weight belong to? What is left for w_bc = 0? And does JAX get through, or "
    "is something made a float on the way?",
)
def loss_of_a_raised_cosine(student, rng):
    """The loss of cos x + 2 for f = ¼ is 0.7292 + 5 w_bc, and its derivative with respect to the 2 is 4 w_bc."""
    student.run(RAISED_COSINE)
    student.expect(
        "poisson_loss(raised, p, x, f, w_bc)",
        p=2.0,
        x=X,
        w_bc=10.0,
        want=50.7291667,
        wrong=student.mistakes(),
    )
    student.run("import jax")
    # u″ does not know p, and the ends are p ± 1.
    student.expect("jax.grad(poisson_loss, argnums=1)(raised, p, x, f, w_bc)", want=40.0)
    student.expect("poisson_loss(raised, p, x, f, w_bc)", w_bc=0.0, want=0.7291667)
