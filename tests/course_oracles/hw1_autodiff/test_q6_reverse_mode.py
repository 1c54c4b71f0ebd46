"""A straight program and its gradient against sympy."""

from __future__ import annotations

from fractions import Fraction

import sympy

from solutions.hw1_autodiff.q6_reverse_mode import Straight
from tests.course_oracles.hw1_autodiff.by_sympy import gradient, to_sympy


def test_a_straight_program_has_the_gradient_of_sympy():
    x = sympy.symbols("x:3")
    point = [Fraction(2, 3), Fraction(5, 7), Fraction(1, 4)]
    at = dict(zip(x, map(to_sympy, point), strict=True))
    t = x[0] * x[2] + 2 * x[2]
    t = t * t + 5 * x[0]
    straight = Straight(3, ((0, 2, 2, 2), (3, 3, 0, 5)))
    assert gradient(t, x, at) == list(map(to_sympy, straight.gradient(point)))
