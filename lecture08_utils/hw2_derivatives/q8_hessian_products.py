"""hw2_derivatives, q8: a Hessian that is never written down; its public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.messages import show_value
from lecture08_utils.checking.mistakes import Pairs, Values

question = Question(
    "q8", "A Hessian that is never written down", ("hvp",), concepts=("Second derivatives without the Hessian",)
)

check = CheckList("public")

WHOLE = "the whole Hessian instead of its product with v"
TUPLE = "the tuple of jax.vjp's function: its one entry is asked for"


@check("q8", points=0.5, hint="Which function changes along v here: f or its gradient? How many numbers are in Hv?")
def product_with_a_quadratic_form(student, rng):
    """`hvp` of f = ½ xᵀAx is Av."""
    A = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 0.0], [0.5, 0.0, -1.0]])
    x, v = np.array([1.0, 2.0, -1.0]), np.array([0.5, -1.0, 2.0])
    student.run("f = lambda x: 0.5 * x @ A @ x", A=A)
    want = np.array([3.0, -3.5, -1.75])
    expect_product(student, x, v, want, wrong=student.mistakes("vector"), numbers=student.mistakes("one number"))


def expect_product(student, x: np.ndarray, v: np.ndarray, want: np.ndarray, wrong: Values, numbers: Pairs) -> None:
    """Demand that `hvp(f, x, v)` has the value `want`; `f` must have been defined.

    Args:
        x, v, want: of one shape.
        wrong: misconception → the value, of that shape, that it leads to.
        numbers: misconceptions that lead to a single number, and that number.
    """
    student.run("Hv = hvp(f, x, v)", x=x, v=v)
    answer = student.array("Hv")
    returned, expected = show_value(answer), f"shape {x.shape}"
    if answer.shape == ():
        idea = next((name for name, value in numbers if np.isclose(answer, value, rtol=1e-3)), "")
        student.fail("The answer is one number.", returned=returned, expected=expected, misconception=idea)
    if answer.shape in ((*x.shape, *x.shape), (1, *x.shape)):
        student.fail(
            f"The answer has shape {answer.shape}.",
            returned=returned,
            expected=expected,
            misconception=WHOLE if answer.shape[0] > 1 else TUPLE,
        )
    student.expect("Hv", want=want, rtol=3e-4, wrong=wrong)
