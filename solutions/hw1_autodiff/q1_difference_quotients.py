"""hw1_autodiff, q1: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.checking.exact import is_exactly
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()

FORWARD_IDEAS = (
    "the exact derivative, not a difference quotient: it does not depend on h",
    "the central quotient where the forward one belongs",
    "the backward quotient: x − h instead of x + h",
    "not divided by h",
    "the sign: f(x) − f(x + h)",
)
CENTRAL_IDEAS = (
    "the exact derivative, not a difference quotient: it does not depend on h",
    "the 2 in the denominator is missing: the points are 2h apart",
    "half steps: x ± h/2 instead of x ± h",
    "the forward quotient where the central one belongs",
    "not divided by 2h",
    "multiplied by h: (…) / 2 * h is not (…) / (2 * h)",
    "the sign: f(x − h) − f(x + h)",
)


def _cube(x):
    return x * x * x


def _cubic(x):
    return x * x * x - 2 * x


@check(
    "q1",
    points=0.5,
    hint="Put f = x³ into both of your quotients by hand, with x = 3 and h = 1/2. What do you get, exactly?",
)
def quotients_keep_their_leading_error(student, rng):
    """For x³ the forward quotient is 3x² + 3xh + h², the central one 3x² + h², for steps that are not small."""
    x, h = number(rng, 1.0, 3.0), number(rng, 0.2, 0.6)
    student.run("cube = lambda x: x * x * x", x=x, h=h)
    # In float32 the rounding error is 1e-6 here, and every mistake that has a name is 100 times as large.
    forward, central = 3 * x**2 + 3 * x * h + h**2, 3 * x**2 + h**2
    wrong = wrong_forward_differences(_cube, lambda x: 3 * x * x, x, h)
    student.expect("forward_difference(cube, x, h)", x=x, h=h, want=forward, rtol=1e-5, wrong=wrong)
    wrong = wrong_central_differences(_cube, lambda x: 3 * x * x, x, h)
    student.expect("central_difference(cube, x, h)", want=central, rtol=1e-5, wrong=wrong)


@check("q1", points=0.5, hint="Does your code use x as it comes? What is the dtype of 2 * h, and what that of h?")
def quotients_of_arrays(student, rng):
    """Both quotients work on arrays, element by element, and keep their precision."""
    n = int(rng.integers(5, 9))
    x, h = points(rng, -2.0, 2.0, n), number(rng, 0.2, 0.6)
    student.run("cubic = lambda x: x * x * x - 2 * x")
    forward, central = 3 * x**2 + 3 * x * h + h**2 - 2, 3 * x**2 + h**2 - 2
    wrong = wrong_forward_differences(_cubic, lambda x: 3 * x * x - 2, x, h)
    student.expect("forward_difference(cubic, x, h)", x=x, h=h, want=forward, rtol=1e-5, wrong=wrong)
    wrong = wrong_central_differences(_cubic, lambda x: 3 * x * x - 2, x, h)
    student.expect("central_difference(cubic, x, h)", want=central, rtol=1e-5, wrong=wrong)
    single = {"x": x.astype(np.float32), "h": np.float32(h)}
    kinds = student.ask(
        "[np.asarray(rule(cubic, x, h)).dtype.name for rule in (forward_difference, central_difference)]", **single
    )
    student.require(
        is_exactly(kinds, ["float32", "float32"]),
        "A float32 array with a float32 step does not give a float32 array.",
        misconception="the precision changes on the way: float32 goes in, and something else comes out",
    )


def wrong_forward_differences(f, df, x, h) -> dict[str, Any]:
    """What popular mistakes make of (f(x+h) − f(x))/h, for functions f and f′ at x."""
    rise = f(x + h) - f(x)
    values = (df(x), (f(x + h) - f(x - h)) / (2 * h), (f(x) - f(x - h)) / h, rise, -rise / h)
    return dict(zip(FORWARD_IDEAS, values, strict=True))


def wrong_central_differences(f, df, x, h) -> dict[str, Any]:
    """What popular mistakes make of (f(x+h) − f(x−h))/2h, for functions f and f′ at x."""
    rise, half = f(x + h) - f(x - h), f(x + h / 2) - f(x - h / 2)
    values = (df(x), rise / h, half / h, (f(x + h) - f(x)) / h, rise, rise / 2 * h, -rise / (2 * h))
    return dict(zip(CENTRAL_IDEAS, values, strict=True))


@mistakes("q1.forward_quotient_of_sine")
def _():
    return wrong_forward_differences(np.sin, np.cos, 1.0, 0.1)


@mistakes("q1.central_quotient_of_exp")
def _():
    return wrong_central_differences(np.exp, np.exp, 1.0, 0.1)
