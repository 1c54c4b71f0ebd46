"""A chain and its gradient against sympy."""

from __future__ import annotations

from fractions import Fraction

import sympy

from solutions.hw1_autodiff.q5_forward_gradient import Chain
from tests.course_oracles.hw1_autodiff.by_sympy import gradient, to_sympy


def test_a_chain_has_the_gradient_of_sympy():
    x = sympy.symbols("x:3")
    point = [Fraction(2, 3), Fraction(5, 7), Fraction(1, 4)]
    at = dict(zip(x, map(to_sympy, point), strict=True))
    chain = 2 * x[0] ** 2 * x[1] + 3 * x[1] ** 2 * x[2] + x[0] / x[2]
    assert chain.subs(at) == to_sympy(Chain((2, 3)).value(point))
    assert gradient(chain, x, at) == list(map(to_sympy, Chain((2, 3)).gradient(point)))
