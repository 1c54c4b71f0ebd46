"""hw4_oscillator, q3: a loss with three terms. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

from .functions import BELLS, DISPLACED

question = Question(
    "q3",
    "A loss with three terms",
    ("norm_loss", "boundary_loss", "total_loss"),
    prerequisites=("q1", "q2"),
    concepts=("Normalisation and decay as terms of the loss",),
)
check = CheckList("public")

# ∫ψ² = c²
SCALED_GROUND_STATE = "import jax.numpy as jnp\nscaled = lambda c, x: c * jnp.pi**-0.25 * jnp.exp(-(x**2) / 2)"
WIDE_GRID, NEAR_GRID = np.linspace(-4.0, 5.0, 37), np.linspace(-1.5, 2.0, 225)
WEIGHTS = {"norm": 2.0, "bc": 3.0}


@check(
    "q3",
    points=1,
    compiled=True,
    hint="Take the terms one by one: what is squared, and before or after it is summed? What is a mean, what a sum? "
    "And is psi called with one point at a time?",
)
def losses_of_known_functions(student, rng):
    """The three losses of a ground state that is 1.2 times too large, and of a straight line."""
    x = WIDE_GRID
    student.run(SCALED_GROUND_STATE)
    student.run(DISPLACED)
    student.expect("norm_loss(scaled, 1.2, x)", x=x, want=0.1936, rtol=1e-3, wrong=student.mistakes("norm"))
    student.run(BELLS)
    student.expect("norm_loss(bells, p, x)", p=np.array([np.pi**-0.25, 0.0]), x=x, want=0.0, atol=1e-5)
    student.run("line = lambda slope, x: slope * x + 1.0")
    student.expect("boundary_loss(line, 1.5, -2.0, 1.0)", want=10.25, rtol=1e-4, wrong=student.mistakes("boundary"))
    student.expect(
        'total_loss(scaled, {"net": 1.2, "E": 0.8}, displaced, x, w)',
        x=NEAR_GRID,
        w=WEIGHTS,
        want=0.8324296,  # 0.1910 + 2 · 0.1699 + 3 · 0.1005
        rtol=2e-3,
        wrong=student.mistakes("total"),
    )
