"""hw1_autodiff, q4: dual numbers."""

from __future__ import annotations

from fractions import Fraction

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.hw1_autodiff.operators import expect_operators

question = Question("q4", "Forward mode: dual numbers", ("Dual", "derivative"), concepts=("Forward mode",))
check = CheckList("public")

# A dual number as plain data; whatever else an operation returns stays as it is, for the message.
PARTS = "parts = lambda z: [z.value, z.derivative] if isinstance(z, Dual) else z"

NO_SEED = "the input carries no seed: dx/dx is 1"


@check(
    "q4",
    points=0.75,
    hint="Write the rule down with u, u′, v and v′ before you write code. Is every u′ and v′ in it? And did you "
    "write 0 and 1, not 0.0 and 1.0?",
)
def dual_arithmetic(student, rng):
    """All operators and > work; for u = 3, u′ = 1 and v = 5, v′ = 2 they are right, exactly, and so is (x + 1)/x."""
    expect_operators(student, "Dual", "derivative")
    student.run(f"u, v = Dual(3, 1), Dual(Fraction(5), 2)\n{PARTS}")
    minus = {"(u − v)′ = u′ + v′": [-2, 3], "v − u instead of u − v": [2, 1]}
    expect_exact(student, "parts(u * v)", want=[15, 11], wrong=student.mistakes("u * v"))
    # First, as u − v may be made of it.
    expect_exact(student, "parts(-v)", want=[-5, -2], wrong={"(−v)′ = +v′": [-5, 2]})
    expect_exact(student, "parts(u - v)", want=[-2, -1], wrong=minus)
    quotient = [Fraction(3, 5), Fraction(-1, 25)]  # (1·5 − 3·2)/25
    expect_exact(student, "parts(u / v)", want=quotient, wrong=student.mistakes("u / v"))
    expect_exact(student, "parts(v ** 3)", want=[125, 150], wrong=student.mistakes("v ** 3"))
    expect_exact(student, "parts(2 - v)", want=[-3, -2], wrong=student.mistakes("2 - v"))
    expect_exact(student, "parts(2 / v)", want=[Fraction(2, 5), Fraction(-4, 25)], wrong=student.mistakes("2 / v"))
    # 1 + 1/x has the derivative −1/x².
    ideas = {NO_SEED: 0, "the value in place of the derivative": Fraction(10, 3)}
    expect_exact(student, "derivative(lambda x: (x + 1) / x, Fraction(3, 7))", want=Fraction(-49, 9), wrong=ideas)


@check(
    "q4",
    points=0.75,
    hint="Differentiate g(u(x)) on paper: which factor stands behind g′(u)? And is g′ taken at u or at u′?",
)
def functions_of_dual_numbers(student, rng):
    """Sine, cosine, exponential, logarithm, root, tanh, powers and their compositions at x = 0.8."""
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
        ideas |= {f"({name} u)′ with the sign reversed": -want for name in outer}
        ideas |= {"(uv)′ = u′v′: the product rule has two terms": 0.6967067, NO_SEED: 0.0}  # cos x
        student.expect(f"derivative(lambda x: {formula}, 0.8)", want=want, rtol=1e-5, wrong=ideas)
    for formula, want in (("2 ** (3 * x)", 10.9753583), ("x ** x", 0.6498535)):  # 3 ln 2 · 2³ˣ and xˣ (ln x + 1)
        code = f"derivative(lambda x: {formula}, 0.8)"
        student.expect(code, want=want, rtol=1e-5, wrong=student.mistakes(formula))
