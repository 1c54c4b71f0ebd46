"""q6: the balance of two gradients."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q6",
    "Two terms that pull on the same parameters",
    ("balance_ratio", "adaptive_weight"),
    concepts=("Loss balancing",),
)
check = CheckList("public")

# The arrays of two gradients.
PDE = [np.array([0.5, -4.0]), np.array([1.0])]
BC = [np.array([0.25, -0.25]), np.array([0.7])]


@check(
    "q6",
    points=0.5,
    hint="Which gradient's maximum, which one's mean? How many numbers are there in all, and do the arrays matter? "
    "What lists the arrays of any pytree?",
)
def ratio_of_small_trees(student, rng):
    """The ratio of two gradients with three entries in two arrays is 10."""
    student.run(
        "import jax.numpy as jnp\n"
        "g_pde = {'W': [(jnp.array(W_pde),)], 'b': jnp.array(b_pde)}\n"
        "g_bc = {'W': [(jnp.array(W_bc),)], 'b': jnp.array(b_bc)}",
        W_pde=PDE[0],
        b_pde=PDE[1],
        W_bc=BC[0],
        b_bc=BC[1],
    )
    want = 10.0  # 4 / ((0.25 + 0.25 + 0.7) / 3)
    student.expect("balance_ratio(g_pde, g_bc)", want=want, wrong=student.mistakes())


@check("q6", points=0.5, hint="With α = 0 nothing may change. Which term does α multiply? And what is cut off?")
def weight_drifts_and_stops(student, rng):
    """From w = 2 and a ratio of 12, α = 0.1 leads to 3, or to a w_max of 2.5; α = 0 leads to 2 and α = 1 to 12."""
    for w_max, want in ((100.0, 3.0), (2.5, 2.5)):
        student.expect(
            "adaptive_weight(w, ratio, alpha, w_max)",
            w=2.0,
            ratio=12.0,
            alpha=0.1,
            w_max=w_max,
            want=want,
            wrong=student.mistakes(f"w_max = {w_max}"),
        )
    for alpha, want in ((0.0, 2.0), (1.0, 12.0)):
        student.expect("adaptive_weight(w, ratio, alpha, w_max)", alpha=alpha, w_max=100.0, want=want)
