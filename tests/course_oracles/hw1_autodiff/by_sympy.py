"""Exact values and gradients by sympy."""

from __future__ import annotations

from fractions import Fraction

import sympy


def to_sympy(value):
    return sympy.Rational(Fraction(value).numerator, Fraction(value).denominator)


def gradient(f, variables, at):
    return [sympy.diff(f, variable).subs(at) for variable in variables]
