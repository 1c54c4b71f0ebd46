"""hw1_autodiff, q5: gradients in forward mode."""

from __future__ import annotations

from fractions import Fraction

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact

question = Question(
    "q5",
    "A gradient in forward mode",
    ("gradient_forward",),
    prerequisites=("q4",),
    concepts=("Forward mode needs one pass for each input",),
)
check = CheckList("public")


@check("q5", points=0.5, hint="One run answers for one input. Which numbers carry a 1 in that run, and which a 0?")
def gradient_of_two_variables(student, rng):
    """The gradient of x₀² x₁ + 3x₁ at (2/3, 5), exactly."""
    student.run("f = lambda x: x[0] ** 2 * x[1] + 3 * x[1]")
    want = [Fraction(20, 3), Fraction(31, 9)]  # 2 x₀ x₁ and x₀² + 3
    expect_exact(student, "gradient_forward(f, [Fraction(2, 3), 5])", want=want, wrong=student.mistakes())
