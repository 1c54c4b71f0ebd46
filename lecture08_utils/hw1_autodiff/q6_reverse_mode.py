"""hw1_autodiff, q6: reverse mode."""

from __future__ import annotations

from fractions import Fraction

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.hw1_autodiff.operators import blames_operands_first, expect_operators

question = Question(
    "q6",
    "Reverse mode: one pass for all inputs",
    ("Var", "backward", "gradient_reverse"),
    concepts=("Reverse mode: one pass for all inputs",),
)
check = CheckList("public")

OVERWRITTEN = (
    "where two ways meet grad holds one contribution alone, as if it were overwritten: it should be their sum"
)
ONLY_THE_OUTPUT = "only the output hands on: the order is not reversed, or the pass stops at its ingredients"
HANDED_ON_TWICE = "a node hands on more than once, each time together with what it has already handed on"
TOO_EARLY = "a node hands on before it has collected everything: the order is not topological"

VALUE_AND_GRAD = """\
def value_and_grad(f, value):
    x = Var(value)
    y = f(x)
    backward(y)
    return [y.value, x.grad]
"""


@check(
    "q6",
    points=0.75,
    hint="Follow the two ways from e down to b. What happens to the first contribution when the second one arrives? "
    "Which grad does e itself start with? And may a node hand on while something that was made from it has not?",
)
@blames_operands_first("Var", "grad")
def graph_in_reverse(student, rng):
    """`backward` gives all derivatives of e = (a + b)(b + 1) at a = 2, b = 1, and those of x², (x²)², y + (y²)²."""
    student.run("a, b = Var(2), Var(1)\nc, d = a + b, b + 1\ne = c * d\nbackward(e)")
    # The derivatives by a, b, c = 3, d = 2 and e.
    grads = "[e.value, a.grad, b.grad, c.grad, d.grad, e.grad]"
    expect_exact(student, grads, want=[6, 2, 5, 2, 3, 1], wrong=student.mistakes("e"))
    student.run("x = Var(3)\ny = x * x\nbackward(y)")
    # Two ways met in b, too.
    expect_exact(student, "x.grad", want=6, wrong={"only one of the two edges from x to x·x counts": 3})
    student.run("x = Var(3)\ny = x * x\nz = y * y\nbackward(z)")
    expect_exact(student, "x.grad", want=108, wrong=student.mistakes("fourth power"))  # 4x³
    student.run("x = Var(2)\ny = 3 * x\nz = y * y\nout = y + z * z\nbackward(out)")
    expect_exact(student, "x.grad", want=2595, wrong=student.mistakes("long and short way"))  # 3(1 + 4y³), y = 6


@check(
    "q6",
    points=0.75,
    hint="Which operation is it: try f = x[0] - x[1], then x[0] / x[1], then np.cos(x[0]), and so on, one by one.",
)
def gradients_in_reverse(student, rng):
    """All operators and > work; `gradient_reverse` is right for x₀x₁ − 2/x₀ + x₁², exactly, and for all functions."""
    expect_operators(student, "Var", "grad")
    student.run(VALUE_AND_GRAD)
    expect_exact(student, "value_and_grad(lambda x: -x, 5)", want=[-5, -1], wrong={"∂(−u)/∂u = +1": [-5, 1]})
    minus = {"u − c instead of c − u: in __rsub__ self stands on the right": [3, 1], "∂(c − u)/∂u = +1": [-3, 1]}
    expect_exact(student, "value_and_grad(lambda x: 2 - x, Fraction(5))", want=[-3, -1], wrong=minus)
    student.run("f = lambda x: x[0] * x[1] - 2 / x[0] + x[1] ** 2")
    want = [23, Fraction(31, 3)]  # x₁ + 2/x₀² and x₀ + 2x₁
    ideas = [
        *student.mistakes(),
        ("the sign of the term with 2/x₀: from the minus, or from the quotient?", [-13, Fraction(31, 3)]),
    ]
    ideas += [(OVERWRITTEN, [first, second]) for first in (5, 18) for second in (Fraction(1, 3), 10)]
    expect_exact(student, "gradient_reverse(f, [Fraction(1, 3), 5])", want=want, wrong=ideas)
    student.run(
        "g = lambda x: np.exp(x[0]) * np.cos(x[1]) + np.log(x[0]) + np.sqrt(x[1]) + np.tanh(x[0])\n"
        "h = lambda x: 2 ** x[0] + x[0] ** x[1]"
    )
    # eˣ cos y + 1/x + 1 − tanh² x and −eˣ sin y + 1/(2√y)
    student.expect("gradient_reverse(g, [0.5, 0.8])", want=[3.9351229, -0.6237033], rtol=1e-5)
    # 2ˣ ln 2 + y xʸ⁻¹ and xʸ ln x
    student.expect("gradient_reverse(h, [0.5, 0.8])", want=[1.8992168, -0.3981085], rtol=1e-5)
