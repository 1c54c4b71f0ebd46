"""q4: one step downhill."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q4",
    "One step downhill",
    ("sgd_step",),
    concepts=(
        "Backpropagation is reverse mode",
        "Derivatives with respect to the weights",
    ),
)
check = CheckList("public")


@check(
    "q4",
    points=0.5,
    compiled=True,
    hint="Which way does the loss fall: along its gradient or against it? What has to come back, the step or where "
    "it leads? And what makes the same step for every array of a pytree?",
)
def step_of_one_parameter(student, rng):
    """From p = 3, one step for (1 − p)² · mean sin²x leads to p = 2; parameters may be nested, too."""
    x = np.array([0.5235987756, 1.5707963268])  # π/6, π/2: the mean of sin²x is 5/8
    student.run("import jax.numpy as jnp\nloss = lambda p: jnp.mean(((1.0 - p) * jnp.sin(x)) ** 2)", x=x)
    student.expect(
        "sgd_step(loss, p, lr)",
        p=3.0,
        lr=0.4,
        want=2.0,  # 3 − 0.4 · 2 (3 − 1) · 5/8
        wrong=student.mistakes("one number"),
    )
    student.run('start = {"a": jnp.array(1.0), "b": [(jnp.array(2.0),)]}')
    student.run('after = sgd_step(lambda p: p["a"] ** 2 + 3.0 * p["b"][0][0], start, 0.25)')
    student.expect('[float(after["a"]), float(after["b"][0][0])]', want=[0.5, 1.25], wrong=student.mistakes("a dict"))
