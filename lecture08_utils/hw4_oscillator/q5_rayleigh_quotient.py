"""hw4_oscillator, q5: the Rayleigh quotient. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

from .functions import BELLS, GAUSSIAN, HARMONIC

question = Question(
    "q5", "The Rayleigh quotient", ("rayleigh_quotient",), concepts=("The Ritz variational principle",)
)
check = CheckList("public")


@check(
    "q5",
    points=1,
    compiled=True,
    hint="What is ⟨H⟩ of 2ψ? Which sign does a kinetic energy have, and which power of ψ stands in each of the "
    "integrals?",
)
def quotient_of_a_gaussian(student, rng):
    """⟨H⟩ of exp(−x²) for V = (x − 1)², of the ground state of x²/2, and of the same ψ three times as large."""
    x = np.linspace(-5.0, 6.0, 111)
    student.run(GAUSSIAN)
    # For exp(−ax²): ⟨T⟩ = a/2, ⟨x²⟩ = 1/(4a).
    student.run("aside = lambda x: (x - 1.0) ** 2")
    ideas = student.mistakes()
    student.expect("rayleigh_quotient(gaussian, 1.0, aside, x)", x=x, want=1.75, rtol=1e-3, wrong=ideas)
    student.run(HARMONIC)
    student.run(BELLS)
    for height in (1.0, -3.0):
        p = np.array([height, 0.0])
        student.expect("rayleigh_quotient(bells, p, V, x)", p=p, want=0.5, rtol=1e-3)
