"""hw1_autodiff, q7: Jacobians in both modes, and the cheaper of the two."""

from __future__ import annotations

from fractions import Fraction

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact

question = Question(
    "q7",
    "Jacobians, and which way round",
    ("jacobian_forward", "jacobian_reverse", "choose_mode"),
    prerequisites=("q4", "q6"),
    concepts=("Few inputs or few outputs: which mode",),
)
check = CheckList("public")


@check(
    "q7",
    points=0.75,
    hint="How many numbers are in one row: inputs or outputs? And print grad of every input before each pass "
    "backward.",
)
def jacobian_of_two_inputs_and_three_outputs(student, rng):
    """Both Jacobians of (x₀x₁, x₀², 7x₁) at (1/3, 5): three rows, two columns."""
    student.run("f = lambda x: [x[0] * x[1], x[0] ** 2, 7 * x[1]]")
    want = [[5, Fraction(1, 3)], [Fraction(2, 3), 0], [0, 7]]
    for mode in ("forward", "reverse"):
        expect_exact(student, f"jacobian_{mode}(f, [Fraction(1, 3), 5])", want=want, wrong=student.mistakes())


@check("q7", points=0.25, hint="How many passes does each mode need for n inputs and m outputs?")
def mode_for_a_loss_and_for_a_trajectory(student, rng):
    """The mode for a loss of a million weights, and for a trajectory in space as a function of time."""
    expect_exact(
        student,
        "[choose_mode(n, m) for n, m in sizes]",
        sizes=[[1_000_000, 1], [1, 3]],
        want=["reverse", "forward"],
        wrong=student.mistakes(),
    )
