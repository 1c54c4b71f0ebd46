"""q3, q4 and q6: the loss, a step downhill, and the balance of two gradients."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw3_poisson import (
    wrong_boundary_terms,
    wrong_equation_terms,
    wrong_losses,
    wrong_ratios,
    wrong_steps,
    wrong_weights,
)

check = CheckList("public")

# Ends: p + 1 and p − 1.
FIRST_DERIVATIVE = "u′ where u″ belongs"
# A function of one point, as networks are: an array of points does not fit. (1, 0) makes sin x.
CHORD = "chord = lambda p, x: jnp.dot(p, jnp.sin(jnp.array([1.0, 2.0]) * x))\ng = lambda x: -jnp.sin(x)"
RAISED_COSINE = "import jax.numpy as jnp\nraised = lambda p, x: jnp.cos(x) + p\nf = lambda x: 0.25 + 0.0 * x"


@check(
    "q3",
    points=0.5,
    hint="Which derivative stands in the equation, and with which sign f? What is squared, and before or after it is "
    "averaged? How many boundary points are there, and where? Is u called with one point at a time?",
)
def terms_of_a_raised_cosine(student, rng):
    """The two terms of cos x + 2 for f = ¼, and of the exact solution sin x for f = −sin x."""
    x = np.array([0.0, 1.0471975512, 1.5707963268])  # 0, π/3, π/2: cos x is 1, ½, 0
    student.run(RAISED_COSINE)
    student.expect(
        "loss_terms(raised, p, x, f)[0]",
        p=2.0,
        x=x,
        want=0.7291667,  # ((−5/4)² + (−3/4)² + (−1/4)²) / 3
        wrong=wrong_equation_terms(-np.cos(x), np.full(3, 0.25)) | {FIRST_DERIVATIVE: 0.9568376},
    )
    at_points = {"u at the first and the last of the points x: the boundary is at 0 and π": 6.5}
    student.expect("loss_terms(raised, p, x, f)[1]", want=5.0, wrong=wrong_boundary_terms(3.0, 1.0) | at_points)
    student.run(CHORD)
    student.expect(
        "[float(term) for term in loss_terms(chord, p, x, g)]", p=np.array([1.0, 0.0]), want=[0, 0], atol=1e-5
    )


@check("q3", points=0.5, hint="Which of the two terms does the weight belong to?")
def loss_of_a_raised_cosine(student, rng):
    """The loss of cos x + 2 for f = ¼ is 0.7292 + 5 w_bc."""
    x = np.array([0.0, 1.0471975512, 1.5707963268])
    student.run(RAISED_COSINE)
    student.expect(
        "poisson_loss(raised, p, x, f, w_bc)",
        p=2.0,
        x=x,
        w_bc=10.0,
        want=50.7291667,
        wrong=wrong_losses(-np.cos(x), np.full(3, 0.25), 3.0, 1.0, 10.0),
    )


@check(
    "q4",
    points=0.5,
    hint="Which way does the loss fall: along its gradient or against it? What has to come back, the step or where "
    "it leads? And what makes the same step for every array of a pytree?",
)
def step_of_one_parameter(student, rng):
    """From p = 3, one step for (1 − p)² · mean sin²x leads to p = 2; parameters may be a dict, too."""
    x = np.array([0.5235987756, 1.5707963268])  # π/6, π/2: the mean of sin²x is 5/8
    student.run("import jax.numpy as jnp\nloss = lambda p: jnp.mean(((1.0 - p) * jnp.sin(x)) ** 2)", x=x)
    student.expect(
        "sgd_step(loss, p, lr)",
        p=3.0,
        lr=0.4,
        want=2.0,  # 3 − 0.4 · 2 (3 − 1) · 5/8
        wrong={name: float(value[0]) for name, value in wrong_steps(np.array([3.0]), np.array([2.5]), 0.4).items()},
    )
    student.run('start = {"a": jnp.array(1.0), "b": jnp.array(2.0)}')
    student.run('after = sgd_step(lambda p: p["a"] ** 2 + 3.0 * p["b"], start, 0.25)')
    ideas = wrong_steps(np.array([1.0, 2.0]), np.array([2.0, 3.0]), 0.25, first=1)
    student.expect('[float(after["a"]), float(after["b"])]', want=[0.5, 1.25], wrong=ideas)


@check(
    "q6",
    points=0.5,
    hint="Which gradient's maximum, which one's mean? How many numbers are there in all, and do the arrays matter? "
    "What lists the arrays of any pytree?",
)
def ratio_of_small_trees(student, rng):
    """The ratio of two gradients with three entries in two arrays is 10."""
    pde, bc = [np.array([0.5, -4.0]), np.array([1.0])], [np.array([0.25, -0.25]), np.array([0.7])]
    student.run(
        "import jax.numpy as jnp\n"
        "g_pde = {'W': jnp.array(W_pde), 'b': jnp.array(b_pde)}\n"
        "g_bc = {'W': jnp.array(W_bc), 'b': jnp.array(b_bc)}",
        W_pde=pde[0],
        b_pde=pde[1],
        W_bc=bc[0],
        b_bc=bc[1],
    )
    want = 10.0  # 4 / ((0.25 + 0.25 + 0.7) / 3)
    student.expect("balance_ratio(g_pde, g_bc)", want=want, wrong=wrong_ratios(pde, bc))


@check("q6", points=0.5, hint="With α = 0 nothing may change. Which term does α multiply? And what is cut off?")
def weight_drifts_and_stops(student, rng):
    """From w = 2 and a ratio of 12, α = 0.1 leads to 3; with w_max = 2.5 it stops there."""
    for w_max, want in ((100.0, 3.0), (2.5, 2.5)):
        student.expect(
            "adaptive_weight(w, ratio, alpha, w_max)",
            w=2.0,
            ratio=12.0,
            alpha=0.1,
            w_max=w_max,
            want=want,
            wrong=wrong_weights(2.0, 12.0, 0.1, w_max),
        )
