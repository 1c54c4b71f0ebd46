"""hw2_derivatives, q8: a Hessian that is never written down; its public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.mistakes import Pairs, Values
from lecture08_utils.checking.values import show_value
from lecture08_utils.hw2_derivatives.demands import require_kind

question = Question(
    "q8", "A Hessian that is never written down", ("hvp",), concepts=("Second derivatives without the Hessian",)
)

check = CheckList("public")

WHOLE = "the whole Hessian instead of its product with v"
TUPLE = "a tuple with one entry, as the function of jax.vjp gives: the entry is asked for"
PAIR = "both results of jax.jvp: the second one is asked for"
FORMED = "the Hessian is formed, n² numbers, and then multiplied"


@check(
    "q8",
    points=0.5,
    compiled=True,
    hint="Which function changes along v here: f or its gradient? How many numbers are in Hv?",
)
def product_with_a_quadratic_form(student, rng):
    """`hvp` of f = ½ xᵀAx is Av; x may be a table; and with 1000 coordinates no array is much longer than x."""
    A = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 0.0], [0.5, 0.0, -1.0]])
    x, v = np.array([1.0, 2.0, -1.0]), np.array([0.5, -1.0, 2.0])
    student.run("f = lambda x: 0.5 * x @ A @ x", A=A)
    want = np.array([3.0, -3.5, -1.75])
    expect_product(student, x, v, want, wrong=student.mistakes("vector"), numbers=student.mistakes("one number"))
    # 2xv, entry by entry.
    student.run("import jax.numpy as jnp\nf = lambda x: jnp.sum(x**3) / 3")
    x, v = np.array([[1.0, 2.0, -1.0], [0.5, 3.0, 1.5]]), np.array([[2.0, -1.0, 0.5], [1.0, 0.0, -2.0]])
    table = np.array([[4.0, -4.0, -1.0], [1.0, 0.0, -6.0]])
    student.expect("hvp(f, x, v)", x=x, v=v, want=table, rtol=3e-4)
    student.run(
        "import jax.numpy as jnp\n"
        "from lecture08_utils.memory import largest_array\n"
        "f = lambda x: jnp.sum(x**4) / 12\n"
        "size = largest_array(lambda x, v: hvp(f, x, v), jnp.ones(1000), jnp.ones(1000))"
    )
    size = student.number("size")
    problem = f"For 1000 coordinates your function makes an array of {size:.0f} numbers."
    student.require(size < 100_000, problem, misconception=FORMED)


def expect_product(student, x: np.ndarray, v: np.ndarray, want: np.ndarray, wrong: Values, numbers: Pairs) -> None:
    """Demand that `hvp(f, x, v)` has the value `want`; `f` must have been defined.

    Args:
        x, v, want: of one shape.
        wrong: misconception → the value, of that shape, that it leads to.
        numbers: misconceptions that lead to a single number, and that number.
    """
    student.run("Hv = hvp(f, x, v)", x=x, v=v, compiled=True)
    answer = student.array("Hv")
    if answer.shape == ():
        idea = next((name for name, value in numbers if np.isclose(answer, value, rtol=1e-3)), "")
        expected = f"shape {x.shape}"
        student.fail("The answer is one number.", returned=show_value(answer), expected=expected, misconception=idea)
    shapes = {(*x.shape, *x.shape): WHOLE, (2, *x.shape): PAIR, (1, *x.shape): TUPLE}
    require_kind(student, "Hv", shapes=shapes, shape=x.shape)
    student.expect("Hv", want=want, rtol=3e-4, wrong=wrong)
