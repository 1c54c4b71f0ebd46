"""hw4_oscillator, q2: the residual of the Schrödinger equation. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

from .functions import BELLS, DISPLACED, FOUR_POINTS, GAUSSIAN, HARMONIC

question = Question(
    "q2",
    "The residual",
    ("residual",),
    prerequisites=("q1",),
    concepts=(
        "The Schrödinger equation as a residual",
        "The energy as a trainable number",
    ),
)
check = CheckList("public")


@check(
    "q2",
    points=1,
    compiled=True,
    hint="Write down the three terms with their signs. Which of them contain ψ″, which V, which E, and what is ψ″ of "
    "exp(−x²)? And is psi called with one point at a time?",
)
def residual_of_gaussians(student, rng):
    """The residual is right for exp(−x²) in V = (x − 1)²/2, zero for the ground state of x²/2, and falls with E."""
    x = FOUR_POINTS
    student.run(GAUSSIAN)
    student.run(HARMONIC)
    student.run(DISPLACED)
    student.expect(
        "residual(gaussian, p, E, displaced, x)",
        p=1.0,
        E=0.5,
        x=x,
        want=[0.1839397, 1.0, 0.0973501, -0.1282095],  # (1 − x − 3x²/2) exp(−x²)
        rtol=2e-4,
        wrong=student.mistakes(),
    )
    student.run(BELLS)
    student.expect("residual(bells, p, E, V, x)", p=np.array([1.0, 0.0]), E=0.5, x=x, want=np.zeros(4), atol=2e-4)
    student.run("import jax")
    student.expect(
        "jax.grad(lambda E: jnp.sum(residual(gaussian, p, E, V, x)))(0.5)", p=1.0, x=x, want=-2.164996, rtol=2e-4
    )
