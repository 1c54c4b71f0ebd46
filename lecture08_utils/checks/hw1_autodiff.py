"""hw1_autodiff: the assignment and the checks that students run themselves.

Expected values are small tables, worked out by hand from the formula beside them. Rational functions are asked for
with integers and fractions and must be right exactly.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from lecture08_utils.checking import Assignment, CheckList, Question
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.misconceptions.hw1_autodiff import (
    wrong_best_steps,
    wrong_central_differences,
    wrong_error_curves,
    wrong_forward_differences,
    wrong_gradients,
    wrong_partials,
    wrong_powers,
    wrong_products,
    wrong_quotients,
    wrong_slopes,
)

assignment = Assignment(
    name="hw1_autodiff",
    title="Automatic differentiation by hand",
    arrays="numpy",
    questions=(
        Question("q1", "Two difference quotients", ("forward_difference", "central_difference")),
        Question("q2", "There is no good step", ("error_curve", "best_step", "loglog_slope")),
        Question("q3", "The chain rule is a sum over paths", ("edge_partials", "path_sum")),
        Question("q4", "Forward mode: dual numbers", ("Dual", "derivative")),
        Question("q5", "A gradient in forward mode", ("gradient_forward",), prerequisites=("q4",)),
    ),
)

check = CheckList("public")

# A dual number as plain data; whatever else an operation returns stays as it is, for the message.
PARTS = "parts = lambda z: [z.value, z.derivative] if isinstance(z, Dual) else z"


@check("q1", points=0.5, hint="Which two points does the quotient use, and how far apart are they?")
def forward_quotient_of_sine(student, rng):
    """`forward_difference` of sin at x = 1 with h = 1/1000."""
    student.expect(
        "forward_difference(np.sin, 1.0, 0.001)",
        want=0.5398814804,  # (sin 1.001 − sin 1) · 1000, and cos 1 = 0.5403023
        rtol=1e-6,
        wrong=wrong_forward_differences(np.sin, np.cos, 1.0, 0.001),
    )


@check("q1", points=0.5, hint="Which two points does the quotient use, and how far apart are they?")
def central_quotient_of_exp(student, rng):
    """`central_difference` of exp at x = 1 with h = 1/100."""
    student.expect(
        "central_difference(np.exp, 1.0, 0.01)",
        want=2.7183271337,  # (e^1.01 − e^0.99) · 50, and e = 2.7182818
        rtol=1e-6,
        wrong=wrong_central_differences(np.exp, np.exp, 1.0, 0.01),
    )


@check(
    "q2",
    points=0.5,
    hint="In which order come square, mean and root? What does `rule` get for x and h?",
)
def error_of_an_average_of_quotients(student, rng):
    """`error_curve` of a second-order rule and sin, at three steps in float64."""
    x, hs = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.4, 0.2, 0.1])
    student.run("average = lambda f, x, h: 0.5 * (f(x + h) - f(x)) / h + 0.5 * (f(x) - f(x - h)) / h")
    errors = (np.sin(hs)[:, None] / hs[:, None] - 1) * np.cos(x)
    student.expect(
        "error_curve(average, np.sin, np.cos, x, hs, np.float64)",
        x=x,
        hs=hs,
        want=[0.0206833, 0.0052019, 0.0013024],  # (1 − sin h / h) · rms cos x
        rtol=1e-3,
        wrong=wrong_error_curves(errors),
    )


@check("q2", points=0.5, hint="What is a power law on two logarithmic axes? And is the best step an h or an error?")
def best_step_and_slope_of_a_table(student, rng):
    """The best step of five, and the exponents of a straight table and of one that is not quite straight."""
    hs = np.array([1e-4, 1e-3, 1e-2, 1e-1, 1.0])
    err = np.array([3e-5, 4e-6, 8e-6, 6e-4, 0.07])
    student.expect("best_step(hs, err)", hs=hs, err=err, want=0.001, rtol=1e-6, wrong=wrong_best_steps(hs, err))
    err = np.array([5e-8, 5e-6, 5e-4, 5e-2, 5.0])
    student.expect("loglog_slope(hs, err)", err=err, want=2.0, rtol=1e-6, wrong=wrong_slopes(hs, err))
    hs, err = np.array([0.1, 0.2, 0.3]), np.array([0.3, 1.0, 3.0])
    # Least squares; the line through the first and the last point has the slope 2.0959.
    student.expect("loglog_slope(hs, err)", hs=hs, err=err, want=2.0572522, rtol=1e-4, wrong=wrong_slopes(hs, err))


@check("q3", points=0.5, hint="Hold d fixed and let c grow by 1: by how much does c·d grow?")
def partials_of_the_example(student, rng):
    """The five partial derivatives at a = 2, b = 1, where c = 3 and d = 2."""
    want = {"ca": 1, "cb": 1, "db": 1, "ec": 2, "ed": 3}
    expect_exact(student, "edge_partials(2, 1)", want=want, wrong=wrong_partials(3, 2))


@check(
    "q3", points=0.5, hint="Draw the graph and find every way from b to e. What do you do along one, what with all?"
)
def paths_of_the_example(student, rng):
    """∂e/∂b = 5 has two paths, ∂e/∂a = 2 has one."""
    edges = [["a", "c", 1], ["b", "c", 1], ["b", "d", 1], ["c", "e", 2], ["d", "e", 3]]
    ideas = {
        "only one of the two paths: over c": 2,
        "only one of the two paths: over d": 3,
        "the product over the paths instead of their sum": 6,
        "the sum along a path instead of the product": 7,
    }
    expect_exact(student, "path_sum(edges, 'b', 'e')", edges=edges, want=5, wrong=ideas)
    expect_exact(student, "path_sum(edges, 'a', 'e')", want=2, wrong={"the sum along a path": 3})


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
        ("x * np.sin(x)", 1.2747214, {}),  # sin x + x cos x
        ("np.cos(x * x)", -0.9555127, {"cos": -0.5971954}),  # −2x sin x²
        ("np.exp(-3 * x)", -0.2721539, {"exp": 0.0907180}),  # −3 exp(−3x)
        ("np.log(x * x + 1)", 0.9756098, {"log": 0.6097561}),  # 2x/(1 + x²)
        ("np.sqrt(x * x + 1)", 0.6246950, {"sqrt": 0.3904344}),  # x/√(1 + x²)
        ("np.tanh(2 * x)", 0.3010542, {"tanh": 0.1505271}),  # 2(1 − tanh² 2x)
    )
    for formula, want, outer in cases:
        ideas = {f"({name} u)′ without the inner derivative u′": value for name, value in outer.items()}
        student.expect(f"derivative(lambda x: {formula}, 0.8)", want=want, rtol=1e-5, wrong=ideas)


@check("q5", points=0.5, hint="One run answers for one input. Which numbers carry a 1 in that run, and which a 0?")
def gradient_of_two_variables(student, rng):
    """The gradient of x₀² x₁ + 3x₁ at (3, 1/2), exactly."""
    student.run("f = lambda x: x[0] ** 2 * x[1] + 3 * x[1]")
    want = [3, 12]  # 2 x₀ x₁ and x₀² + 3
    wrong = wrong_gradients(6, want)
    expect_exact(student, "gradient_forward(f, [3, Fraction(1, 2)])", want=want, wrong=wrong)
