"""Fractions that carry a second number along, in which differences tell nothing.

With exact fractions a difference quotient can be made as good as one likes and then be rounded to the derivative, and
no rule of differentiation was needed. So hidden checks ask with *twins*: elements of ℚ × 𝔽ₚ, a fraction together with
an integer modulo a large prime that has nothing to do with it. Arithmetic acts on both, and what a rule gives is
right in both; a step is never small modulo p, and rounding knows only the fraction.

A twin *is* a `fractions.Fraction`, of that very type, whose numerator or denominator is a `TwinInt`. It is compared,
hashed, printed and converted as the fraction. Whole numbers and other fractions have themselves modulo p for a second
number, so that they can be mixed with twins.
"""

from __future__ import annotations

import operator
from fractions import Fraction
from numbers import Integral
from typing import Any

PRIME = 2**127 - 1


class TwinInt(int):
    """An integer with a residue modulo `PRIME` of its own. What is neither sum, product nor exact quotient is an int.

    Args:
        value: the integer.
        residue: reduced modulo `PRIME`; that of `value` would make an ordinary number of it.
    """

    residue: int
    # NumPy's own integers leave mixed operations to this class.
    __array_ufunc__ = None

    def __new__(cls, value: int, residue: int) -> TwinInt:
        self = super().__new__(cls, value)
        self.residue = residue % PRIME
        return self

    @property
    def numerator(self) -> TwinInt:  # type: ignore[override]  # int's would be an int
        return self

    @property
    def denominator(self) -> int:  # type: ignore[override]
        return 1

    def __add__(self, other: Any) -> Any:
        return _apply(operator.add, self, other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return _apply(operator.sub, self, other)

    def __rsub__(self, other: Any) -> Any:
        return _apply(operator.sub, other, self)

    def __mul__(self, other: Any) -> Any:
        return _apply(operator.mul, self, other)

    __rmul__ = __mul__

    def __neg__(self) -> TwinInt:
        return TwinInt(-int(self), -self.residue)

    def __pos__(self) -> TwinInt:
        return self

    def __abs__(self) -> TwinInt:
        return self if self >= 0 else -self

    def __pow__(self, exponent: Any, modulus: Any = None) -> Any:
        if modulus is None and isinstance(exponent, Integral) and int(exponent) >= 0:
            power = int(exponent)
            return TwinInt(int(self) ** power, pow(self.residue, power, PRIME))
        return pow(int(self), exponent, modulus)

    def __floordiv__(self, other: Any) -> Any:
        return _quotient(self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return _quotient(other, self)


def twin(value: Fraction, residue: int) -> Fraction:
    """The fraction `value` with another number modulo `PRIME` beside it."""
    return Fraction(TwinInt(value.numerator, residue * value.denominator), value.denominator)


def is_twin(value: Any) -> bool:
    """Whether a number carries a second one along."""
    if isinstance(value, Fraction):
        return isinstance(value.numerator, TwinInt) or isinstance(value.denominator, TwinInt)
    return isinstance(value, TwinInt)


def residue(value: int | Fraction) -> int:
    """The second number: a twin's own, any other's value modulo `PRIME`; 0 for what has none, a multiple of 1/p."""
    return _residue(value.numerator) * _inverse(_residue(value.denominator)) % PRIME


def _residue(value: int | Integral) -> int:
    return value.residue if isinstance(value, TwinInt) else int(value) % PRIME


def _inverse(value: int) -> int:
    return pow(value, -1, PRIME) if value % PRIME else 0


def _apply(operation: Any, left: Any, right: Any) -> Any:
    if not (isinstance(left, Integral) and isinstance(right, Integral)):
        return NotImplemented
    return TwinInt(operation(int(left), int(right)), operation(_residue(left), _residue(right)))


def _quotient(left: Any, right: Any) -> Any:
    if not (isinstance(left, Integral) and isinstance(right, Integral)):
        return NotImplemented
    quotient, rest = divmod(int(left), int(right))
    return quotient if rest else TwinInt(quotient, _residue(left) * _inverse(_residue(right)))
