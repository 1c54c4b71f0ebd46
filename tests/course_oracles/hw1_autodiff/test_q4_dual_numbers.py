"""A product and its slope against sympy."""

from __future__ import annotations

from fractions import Fraction

import sympy

from solutions.hw1_autodiff.q4_dual_numbers import rising_product
from tests.course_oracles.hw1_autodiff.by_sympy import to_sympy


def test_a_rising_product_has_the_slope_of_sympy():
    s = sympy.Symbol("s")
    product = sympy.prod([s + k * sympy.Rational(1, 3) for k in range(5)])
    value, slope = rising_product(Fraction(2, 7), 5, Fraction(1, 3))
    at = {s: sympy.Rational(2, 7)}
    assert (product.subs(at), sympy.diff(product, s).subs(at)) == (to_sympy(value), to_sympy(slope))
