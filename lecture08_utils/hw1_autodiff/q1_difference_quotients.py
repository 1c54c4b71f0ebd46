"""hw1_autodiff, q1: the forward and the central difference quotient."""

from __future__ import annotations

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q1",
    "Two difference quotients",
    ("forward_difference", "central_difference"),
    concepts=("Finite differences and their truncation error",),
)
check = CheckList("public")


@check("q1", points=0.5, hint="Which two points does the quotient use, and how far apart are they?")
def forward_quotient_of_sine(student, rng):
    """`forward_difference` of sin at x = 1 with h = 1/10."""
    student.expect(
        "forward_difference(np.sin, 1.0, 0.1)",
        want=0.4973637525,  # (sin 1.1 − sin 1) · 10, and cos 1 = 0.5403023
        rtol=1e-6,
        wrong=student.mistakes(),
    )


@check("q1", points=0.5, hint="Which two points does the quotient use, and how far apart are they?")
def central_quotient_of_exp(student, rng):
    """`central_difference` of exp at x = 1 with h = 1/10."""
    student.expect(
        "central_difference(np.exp, 1.0, 0.1)",
        want=2.7228145640,  # (e^1.1 − e^0.9) · 5, and e = 2.7182818
        rtol=1e-6,
        wrong=student.mistakes(),
    )
