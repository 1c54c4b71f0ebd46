"""Jacobians against sympy."""

from __future__ import annotations

from fractions import Fraction

import sympy

from solutions.hw1_autodiff.q7_jacobian_modes import Outputs
from tests.course_oracles.hw1_autodiff.by_sympy import gradient, to_sympy


def test_outputs_have_the_jacobian_of_sympy():
    x = sympy.symbols("x:3")
    point = [Fraction(2, 3), Fraction(5, 7), Fraction(1, 4)]
    at = dict(zip(x, map(to_sympy, point), strict=True))
    outputs = Outputs(((0, 2, Fraction(3)), (1, 0, Fraction(5))))
    rows = [gradient(f, x, at) for f in (3 * x[0] ** 2 / x[2], 5 * x[1] ** 2 / x[0])]
    assert rows == [list(map(to_sympy, row)) for row in outputs.jacobian(point)]
