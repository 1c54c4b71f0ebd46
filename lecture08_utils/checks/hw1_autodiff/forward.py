"""hw1_autodiff, public checks of dual numbers, gradients in forward mode and expression swell (q4, q5, q8)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.misconceptions.hw1_autodiff import (
    wrong_gradients,
    wrong_powers,
    wrong_products,
    wrong_quotients,
)

check = CheckList("public")

# A dual number as plain data; whatever else an operation returns stays as it is, for the message.
PARTS = "parts = lambda z: [z.value, z.derivative] if isinstance(z, Dual) else z"


@check(
    "q4",
    points=0.75,
    hint="Write the rule down with u, u′, v and v′ before you write code. Is every u′ and v′ in it? And did you "
    "write 0 and 1, not 0.0 and 1.0?",
)
def dual_arithmetic(student, rng):
    """Products, differences, quotients and powers of dual numbers, and (x + 1)/x, exactly."""
    student.run(f"u, v = Dual(3, 1), Dual(Fraction(5), 2)\n{PARTS}")
    minus = {"(u − v)′ = u′ + v′": [-2, 3], "v − u instead of u − v": [2, 1]}
    expect_exact(student, "parts(u * v)", want=[15, 11], wrong=wrong_products(3, 1, 5, 2))
    expect_exact(student, "parts(u - v)", want=[-2, -1], wrong=minus)
    quotient = [Fraction(3, 5), Fraction(-1, 25)]  # (1·5 − 3·2)/25
    expect_exact(student, "parts(u / v)", want=quotient, wrong=wrong_quotients(Fraction(3), 1, Fraction(5), 2))
    expect_exact(student, "parts(v ** 3)", want=[125, 150], wrong=wrong_powers(5, 2, 3))
    # 1 + 1/x has the derivative −1/x².
    expect_exact(student, "derivative(lambda x: (x + 1) / x, Fraction(3, 7))", want=Fraction(-49, 9))


@check(
    "q4",
    points=0.75,
    hint="Differentiate g(u(x)) on paper: which factor stands behind g′(u)? And is g′ taken at u or at u′?",
)
def functions_of_dual_numbers(student, rng):
    """Sine, cosine, exponential, logarithm, root, tanh and their compositions at x = 0.8."""
    cases = (
        ("x * np.sin(x)", 1.2747215, {}),  # sin x + x cos x
        ("np.cos(x * x)", -0.9555127, {"cos": -0.5971954}),  # −2x sin x²
        ("np.exp(-3 * x)", -0.2721539, {"exp": 0.0907180}),  # −3 exp(−3x)
        ("np.log(x * x + 1)", 0.9756098, {"log": 0.6097561}),  # 2x/(1 + x²)
        ("np.sqrt(x * x + 1)", 0.6246950, {"sqrt": 0.3904344}),  # x/√(1 + x²)
        ("np.tanh(2 * x)", 0.3010542, {"tanh": 0.1505271}),  # 2(1 − tanh² 2x)
    )
    for formula, want, outer in cases:
        ideas = {f"({name} u)′ without the inner derivative u′": value for name, value in outer.items()}
        ideas["(uv)′ = u′v′: the product rule has two terms"] = 0.6967067  # cos x
        student.expect(f"derivative(lambda x: {formula}, 0.8)", want=want, rtol=1e-5, wrong=ideas)


@check("q5", points=0.5, hint="One run answers for one input. Which numbers carry a 1 in that run, and which a 0?")
def gradient_of_two_variables(student, rng):
    """The gradient of x₀² x₁ + 3x₁ at (2/3, 5), exactly."""
    student.run("f = lambda x: x[0] ** 2 * x[1] + 3 * x[1]")
    want = [Fraction(20, 3), Fraction(31, 9)]  # 2 x₀ x₁ and x₀² + 3
    wrong = wrong_gradients(Fraction(155, 9), want)
    expect_exact(student, "gradient_forward(f, [Fraction(2, 3), 5])", want=want, wrong=wrong)


@check(
    "q8",
    points=0.5,
    hint="Is it dxₙ/dx₀ that you count, with xₙ a formula in x₀? And is the Dual iterated, or does it start again?",
)
def swell_of_a_quadratic_map(student, rng):
    """Five iterations of x → 3x(1 − x): the formula more than doubles each time, dual numbers keep their pace."""
    student.run("step = lambda x: 3 * x * (1 - x)")
    expect_swell(student, formula=[3, 9, 21, 45, 93], derivative=[9, 36, 108, 288, 720])


def expect_swell(student, formula: list[int], derivative: list[int]) -> float:
    """Demand the sizes of `swell(step, n)` and a constant number of operations per iteration, which comes back.

    Args:
        formula, derivative: operations in xₙ(x₀) and in its derivative, (n,).
    """
    n = len(derivative)
    student.run("sizes, ops = swell(step, n_max)", n_max=n)
    ops = student.array("ops", shape=(n,))
    ideas = {
        "the size of xₙ itself, not of its derivative": formula,
        "only the last step is differentiated: the same size for all n": [derivative[0]] * n,
        "sizes are added up over the iterations": np.cumsum(derivative),
        "the first size is that of no iteration; it should be that of one": [0, *derivative[:-1]],
        "sizes and ops are exchanged": ops,
    }
    student.expect("sizes", want=derivative, rtol=0, atol=0.5, wrong=ideas)
    ops = student.array("ops", shape=(n,))  # again, since a message shows what was asked last
    pace = np.diff(ops, prepend=0.0)
    # A Dual needs about ten operations on numbers for each of a step's, which are six at most.
    slowest, fastest = float(pace.max()), float(pace.min())
    per_step = bool(np.ptp(ops) == 0 and ops[0] > 0)
    student.require(
        fastest >= 1 and slowest <= min(1.5 * fastest, 200),
        "Each iteration on a Dual costs the same, so that ops grow in proportion to n.",
        returned=ops,
        misconception="operations of one iteration, not of all so far" if per_step else "",
    )
    return slowest
