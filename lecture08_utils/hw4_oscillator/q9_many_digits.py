"""hw4_oscillator, q9: as many digits as possible. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question, digits

from .training import ENERGY_TOLERANCE

question = Question(
    "q9",
    "Challenge: as many digits as you can",
    ("solve",),
    prerequisites=("q1", "q2", "q3", "q4", "q5", "q6"),
    concepts=("Problems without an analytic solution",),
    # Three trainings of question 6, one after the other.
    budget_seconds=15.0,
)
check = CheckList("public")

SOLVE = "energy, params = solve(V, seed)"


@check(
    "q9",
    points=0,
    retries=1,
    hint="Begin with what you have: the domain from question 6, a training, and the energy of its ψ. Is the psi of "
    "these params the one whose energy you return?",
)
def score_in_a_known_well(student, rng):
    """`solve` finds the ground state of V = x⁴/2, to as many digits as it can."""
    want = 0.530181045242
    x = np.linspace(-2.99, 2.99, 401)
    student.run(f"V = lambda x: 0.5 * x**4\n{SOLVE}", seed=7 + student.attempt)
    energy = student.expect("energy", want=want, rtol=0, atol=ENERGY_TOLERANCE, wrong=student.mistakes())
    student.expect("rayleigh_quotient(psi, params, V, x)", x=x, want=want, rtol=0, atol=ENERGY_TOLERANCE)
    student.remark = f"Score of E alone: {digits(abs(float(energy) - want)):.2f}"
