"""hw1_autodiff, q8: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw1_autodiff.q8_expression_swell import expect_swell
from lecture08_utils.symbolic import symbol
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()


@check(
    "q8",
    points=0.5,
    hint="Does every map grow alike? Try x → sin x, and print the derivative of two iterations.",
)
def swell_of_other_maps(student, rng):
    """The formula of a cubic map triples each time, that of sin grows slowly, and dual numbers keep their pace."""
    a = number(rng, 1.0, 2.0)
    student.run("step = lambda x: a * x * x * x", a=a)
    formula, derivative = cubic_sizes(int(rng.integers(7, 10)))
    cubic = expect_swell(student, derivative, wrong_sizes(formula, derivative, lambda x: a * x * x * x))
    student.run("step = lambda x: a * x")
    formula, derivative = linear_sizes(int(rng.integers(10, 15)))
    linear = expect_swell(student, derivative, wrong_sizes(formula, derivative, lambda x: a * x))
    student.require(
        linear < cubic,
        f"x → ax needs {linear:g} operations per iteration, and x → ax³ needs {cubic:g}: three products of Duals "
        "must cost more than one.",
        misconception="the operations were not counted while a Dual went through the step",
    )
    # Of a Dual whose sin is made of `math`, the counter would see less.
    student.run("step = lambda x: np.sin(x)")
    formula, derivative = sine_sizes(int(rng.integers(10, 15)))
    wrong = wrong_sizes(formula, derivative, np.sin)
    student.expect("swell(step, n_max)[0]", n_max=len(derivative), want=derivative, rtol=0, atol=0.5, wrong=wrong)


def linear_sizes(n_max: int) -> tuple[list[int], list[int]]:
    """Operations in xₙ(x₀) and in its derivative for x → a·x: with Y and D before, Y + 1 and Y + D + 3."""
    formula, derivative = [0], [0]
    for _ in range(n_max):
        derivative.append(derivative[-1] + formula[-1] + 3)
        formula.append(formula[-1] + 1)
    return formula[1:], derivative[1:]


def cubic_sizes(n_max: int) -> tuple[list[int], list[int]]:
    """Operations in xₙ(x₀) and in its derivative for x → a·x·x·x, written out in full.

    With Y operations in x and D in x′: a·x has Y+1 and (0·x + a·x′) Y+D+3; a·x·x has 2Y+2 and 3Y+2D+7; and so on.
    """
    formula, derivative = [0], [0]
    for _ in range(n_max):
        derivative.append(3 * derivative[-1] + 6 * formula[-1] + 12)
        formula.append(3 * formula[-1] + 3)
    return formula[1:], derivative[1:]


def sine_sizes(n_max: int) -> tuple[list[int], list[int]]:
    """The same for x → sin x: x′ becomes cos(x)·x′, so that the derivative grows by n+1 operations in step n."""
    return list(range(1, n_max + 1)), [n * (n + 3) // 2 for n in range(1, n_max + 1)]


def shared_sizes(step: Callable[[Any], Any], n_max: int) -> list[int]:
    """Different operations in the derivative of xₙ(x₀), for n = 1, …, n_max."""
    formula, sizes = symbol("x"), []
    for _ in range(n_max):
        formula = step(formula)
        sizes.append(formula.derivative().shared_size())
    return sizes


def wrong_sizes(formula: list[int], derivative: list[int], step: Callable[[Any], Any]) -> list[tuple[str, Any]]:
    """What popular mistakes make of the sizes, from operations in xₙ(x₀) and in its derivative, (n,)."""
    return [
        (
            "what occurs twice counts once: written out in full, as a formula is, it counts twice",
            shared_sizes(step, len(derivative)),
        ),
        ("the size of xₙ itself, not of its derivative", formula),
        ("only the last step is differentiated: the same size for all n", [derivative[0]] * len(derivative)),
        ("sizes are added up over the iterations", np.cumsum(derivative)),
        ("the first size is that of no iteration; it should be that of one", [0, *derivative[:-1]]),
    ]


@mistakes("q8.swell_of_a_quadratic_map")
def _():
    return wrong_sizes([3, 9, 21, 45, 93], [9, 36, 108, 288, 720], lambda x: 3 * x * (1 - x))
