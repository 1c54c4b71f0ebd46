"""Twins are fractions in everything but differences."""

import copy
import math
import operator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecture08_utils.checking.codec import decode, encode
from lecture08_utils.checking.twins import PRIME, TwinInt, is_twin, residue, twin

RATIONALS = st.fractions(min_value=-50, max_value=50, max_denominator=500)
TWINS = st.builds(twin, RATIONALS.filter(bool), st.integers(1, PRIME - 1))
# A busy machine takes its time for any of the examples.
UNHURRIED = settings(deadline=None)
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]


def expected(operation, a, b):
    if operation is operator.truediv:
        return residue(a) * pow(residue(b), -1, PRIME) % PRIME
    return operation(residue(a), residue(b)) % PRIME


@pytest.mark.parametrize("operation", OPERATIONS)
@UNHURRIED
@given(a=TWINS, b=TWINS | RATIONALS.filter(bool) | st.integers(1, 99))
def test_arithmetic_acts_on_both_numbers(operation, a, b):
    for left, right in ((a, b), (b, a)):
        result = operation(left, right)
        assert type(result) is Fraction
        assert result == operation(Fraction(str(left)), Fraction(str(right)))
        assert residue(result) == expected(operation, left, right)


@UNHURRIED
@given(a=TWINS, n=st.integers(-6, 6))
def test_powers_act_on_both_numbers(a, n):
    assert a**n == Fraction(str(a)) ** n
    assert residue(a**n) == pow(residue(a), n, PRIME)
    assert residue(-a) == -residue(a) % PRIME
    assert residue(abs(a)) in (residue(a), -residue(a) % PRIME)


@UNHURRIED
@given(a=TWINS, b=TWINS)
def test_everything_else_sees_the_fraction(a, b):
    plain, other = Fraction(str(a)), Fraction(str(b))
    assert (a < b, a > b, a == plain, a > 0, bool(a)) == (plain < other, plain > other, True, plain > 0, True)
    assert (hash(a), str(a), repr(a), float(a), round(a, 3)) == (
        hash(plain),
        str(plain),
        repr(plain),
        float(plain),
        round(plain, 3),
    )
    assert (math.floor(a), a // 1, a % 1, math.sin(a)) == (math.floor(plain), plain // 1, plain % 1, math.sin(plain))
    assert type(a) is Fraction
    assert a + 0.5 == float(plain) + 0.5


@UNHURRIED
@given(a=TWINS)
def test_what_keeps_a_fraction_keeps_its_twin(a):
    ways = (
        Fraction(a),
        Fraction(a.numerator, a.denominator),
        copy.deepcopy([a])[0],
        decode(encode(a)),
        sum([a]),
        math.prod([a]),
        np.array([a], dtype=object).sum(),
        np.int64(1) * a,
        a * np.int64(1),
        a + np.int64(3) - 3,
        np.dot([a], [1]),
        +a,
    )
    assert [residue(value) for value in ways] == [residue(a)] * len(ways)
    assert all(value == a for value in ways)


def test_numerators_meet_numpys_integers():
    number = TwinInt(3, 77)
    assert [residue(value) for value in (np.int64(2) * number, number * np.int64(2), np.int64(1) + number)] == [
        154,
        154,
        78,
    ]


def test_a_difference_quotient_is_wrong_however_small_its_step():
    x, h = twin(Fraction(3, 7), 12345678901234567890), Fraction(1, 10**200)
    quotient = (1 / (x + h) - 1 / (x - h)) / (2 * h)
    slope = -1 / x**2
    rounded = quotient.limit_denominator(10**90)
    assert rounded == slope
    assert residue(quotient) != residue(slope)
    assert not is_twin(rounded)
    assert residue(rounded) != residue(slope)
