"""hw1_autodiff, q6: reverse mode."""

from __future__ import annotations

from fractions import Fraction

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact

question = Question(
    "q6",
    "Reverse mode: one pass for all inputs",
    ("Var", "backward", "gradient_reverse"),
    concepts=("Reverse mode: one pass for all inputs",),
)
check = CheckList("public")

OVERWRITTEN = "grad is overwritten where two ways meet: the last contribution wins"
NOT_REVERSED = "ingredients hand on before results do: the order is not reversed"
HANDED_ON_TWICE = "what a node has handed on already is handed on again with the next contribution"


@check(
    "q6",
    points=0.75,
    hint="Follow the two ways from e down to b. What happens to the first contribution when the second one arrives? "
    "And which grad does e itself start with?",
)
def graph_in_reverse(student, rng):
    """`backward` gives all derivatives of e = (a + b)(b + 1) at a = 2, b = 1, and those of x² and of (x²)²."""
    student.run("a, b = Var(2), Var(1)\ne = (a + b) * (b + 1)\nbackward(e)")
    ideas = (
        (OVERWRITTEN, [6, 2, 2, 1]),
        (OVERWRITTEN, [6, 2, 3, 1]),
        ("the pass has no start: the output's own grad is 1", [6, 0, 0, 0]),
        (NOT_REVERSED, [6, 0, 0, 1]),
        ("the partial derivatives of a product are exchanged: ∂(uv)/∂u is v", [6, 3, 5, 1]),
    )
    expect_exact(student, "[e.value, a.grad, b.grad, e.grad]", want=[6, 2, 5, 1], wrong=ideas)
    student.run("x = Var(3)\ny = x * x\nbackward(y)")
    expect_exact(student, "x.grad", want=6, wrong={OVERWRITTEN: 3})
    student.run("x = Var(3)\ny = x * x\nz = y * y\nbackward(z)")
    ideas = ((OVERWRITTEN, 27), (HANDED_ON_TWICE, 162), (HANDED_ON_TWICE, 216))
    expect_exact(student, "x.grad", want=108, wrong=ideas)  # 4x³


@check(
    "q6",
    points=0.75,
    hint="Which operation is it: try f = x[0] - x[1], then x[0] / x[1], then np.cos(x[0]), and so on, one by one.",
)
def gradients_in_reverse(student, rng):
    """`gradient_reverse` of x₀x₁ − 2/x₀ + x₁² is exact, and right for all the functions."""
    student.run("f = lambda x: x[0] * x[1] - 2 / x[0] + x[1] ** 2")
    want = [23, Fraction(31, 3)]  # x₁ + 2/x₀² and x₀ + 2x₁
    ideas = [
        *student.mistakes(),
        ("the sign of the term with 2/x₀: from the minus, or from the quotient?", [-13, Fraction(31, 3)]),
    ]
    ideas += [(OVERWRITTEN, [first, second]) for first in (5, 18) for second in (Fraction(1, 3), 10)]
    expect_exact(student, "gradient_reverse(f, [Fraction(1, 3), 5])", want=want, wrong=ideas)
    student.run("g = lambda x: np.exp(x[0]) * np.cos(x[1]) + np.log(x[0]) + np.sqrt(x[1]) + np.tanh(x[0])")
    student.expect(
        "gradient_reverse(g, [0.5, 0.8])",
        want=[3.9351229, -0.6237033],  # eˣ cos y + 1/x + 1 − tanh² x and −eˣ sin y + 1/(2√y)
        rtol=1e-5,
    )
