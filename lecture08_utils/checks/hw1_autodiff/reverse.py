"""hw1_autodiff, public checks of reverse mode, Jacobians and products with them (q6, q7, q9)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.misconceptions.hw1_autodiff import (
    wrong_gradients,
    wrong_jacobians,
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
    ideas = list(wrong_gradients(Fraction(62, 3), want).items())
    ideas += [("the sign of the term with 2/x₀: from the minus, or from the quotient?", [-13, Fraction(31, 3)])]
    ideas += [(OVERWRITTEN, [first, second]) for first in (5, 18) for second in (Fraction(1, 3), 10)]
    expect_exact(student, "gradient_reverse(f, [Fraction(1, 3), 5])", want=want, wrong=ideas)
    student.run("g = lambda x: np.exp(x[0]) * np.cos(x[1]) + np.log(x[0]) + np.sqrt(x[1]) + np.tanh(x[0])")
    student.expect(
        "gradient_reverse(g, [0.5, 0.8])",
        want=[3.9351229, -0.6237033],  # eˣ cos y + 1/x + 1 − tanh² x and −eˣ sin y + 1/(2√y)
        rtol=1e-5,
    )


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
        expect_exact(student, f"jacobian_{mode}(f, [Fraction(1, 3), 5])", want=want, wrong=wrong_jacobians(want))


@check("q7", points=0.25, hint="How many passes does each mode need for n inputs and m outputs?")
def mode_for_a_loss_and_for_a_trajectory(student, rng):
    """The mode for a loss of a million weights, and for a trajectory in space as a function of time."""
    expect_modes(student, [[1_000_000, 1], [1, 3]])


def expect_modes(student, sizes: list[list[int]]) -> None:
    """Demand the cheaper mode for every pair of n inputs and m outputs, n ≠ m."""
    want = ["forward" if n < m else "reverse" for n, m in sizes]
    swapped = ["reverse" if mode == "forward" else "forward" for mode in want]
    ideas = {"the modes are exchanged: forward mode pays for inputs, reverse mode for outputs": swapped}
    expect_exact(student, "[choose_mode(n, m) for n, m in sizes]", sizes=sizes, want=want, wrong=ideas)


@check(
    "q9",
    points=0.5,
    hint="What do jax.jvp and jax.vjp return, and which part of it is asked for? Does v have an entry per input or "
    "per output?",
)
def products_with_a_jacobian(student, rng):
    """Gradient, J v and Jᵀw of f(x) = (x₀x₁, sin x₀, x₁²) at (1/2, 2)."""
    student.run(
        "f = lambda x: jnp.stack([x[0] * x[1], jnp.sin(x[0]), x[1] ** 2])\n"
        "g = lambda x: x[0] * x[1] ** 2\n"
        "x, v, w = jnp.array([0.5, 2.0]), jnp.array([3.0, -1.0]), jnp.array([1.0, -2.0, 0.5])"
    )
    value = np.array([1.0, 0.4794255, 4.0])
    expect_product(student, "jax_gradient(g, x)", want=[4.0, 2.0])  # x₁² and 2x₀x₁
    expect_product(student, "jvp_along(f, x, v)", want=[5.5, 2.6327477, -4.0], value=value)
    expect_product(student, "vjp_along(f, x, w)", want=[0.2448349, 2.5], value=value)


def expect_product(student, expression: str, want: list[float], value: np.ndarray | None = None) -> np.ndarray:
    """Demand one array and return it; `value` is f(x), which JAX returns beside the derivative."""
    answer = student.ask(expression)
    if isinstance(answer, list) and answer and all(isinstance(part, np.ndarray) for part in answer):
        names = {
            1: "the tuple of jax.vjp's function: its one entry is asked for",
            2: "the pair of f(x) and derivative",
        }
        problem = f"The answer is a tuple of {len(answer)} arrays; a single array is expected."
        student.fail(problem, expected=f"shape {np.shape(want)}", misconception=names.get(len(answer), ""))
    is_value = (
        value is not None
        and isinstance(answer, np.ndarray)
        and answer.shape == value.shape
        and np.allclose(answer, value, rtol=1e-3)
    )
    student.require(
        not is_value,
        "The answer is f(x), not a derivative.",
        returned=answer,
        misconception="f(x), the first of the pair that jax.jvp and jax.vjp return",
    )
    return student.expect(expression, want=want, rtol=1e-4, atol=1e-5)
