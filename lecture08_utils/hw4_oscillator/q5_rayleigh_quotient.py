"""hw4_oscillator, q5: the Rayleigh quotient. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

from .functions import GAUSSIAN, HARMONIC

question = Question(
    "q5", "The Rayleigh quotient", ("rayleigh_quotient",), concepts=("The Ritz variational principle",)
)
check = CheckList("public")


@check(
    "q5",
    points=1,
    hint="What is ⟨H⟩ of 2ψ? Which sign has a kinetic energy, and which power of ψ stands in each of the integrals?",
)
def quotient_of_a_gaussian(student, rng):
    """⟨H⟩ of exp(−x²) and of the exact ground state for V = x²/2."""
    x = np.linspace(-6.0, 6.0, 121)
    student.run(GAUSSIAN)
    student.run(HARMONIC)
    # For exp(−ax²): ⟨T⟩ = a/2, ⟨V⟩ = 1/(8a).
    student.expect("rayleigh_quotient(gaussian, 1.0, V, x)", x=x, want=0.625, rtol=1e-3, wrong=student.mistakes())
    student.expect("rayleigh_quotient(gaussian, 0.5, V, x)", x=x, want=0.5, rtol=1e-3)
