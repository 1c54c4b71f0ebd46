"""Exact answers: what is far too large is told apart without being looked through."""

import time
from fractions import Fraction

import numpy as np
import pytest

from lecture08_utils.checking import Check
from lecture08_utils.checking.exact import _as_python, _difference, expect_exact, is_exactly

from .toy import outcome


@pytest.mark.parametrize("want", [[1, 2], {"a": 1}, 1, "a word", True])
def test_millions_of_numbers_are_compared_at_once(want):
    got = np.zeros(16 * 2**20, np.uint8)
    started = time.process_time()
    assert not is_exactly(got, want)
    assert time.process_time() - started < 0.5
    if isinstance(want, list):
        assert _difference(got, want, "") == "The answer is an array of shape (16777216,); a list of 2 is expected."


def test_an_array_counts_as_a_list():
    assert is_exactly(np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        (np.array([True, False]), "an array of shape (2,) that says True or False"),
        (np.array([1.0, 2.0]), "an array of shape (2,)"),
        ([1.0, 2.0], "a tuple or list"),
    ],
)
def test_an_array_in_place_of_a_number_is_called_one(got, kind):
    assert _difference(_as_python(got), 1, "") == f"The answer is {kind}; a number is expected."


def test_many_arrays_are_no_list_of_a_thousand_million():
    got = [np.zeros((300, 300), np.int8)] * 1000
    started = time.process_time()
    assert not is_exactly(got, [[1, 2]] * 1000)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(("answer", "is_right"), [(1 / 3, True), (0.333, False), (Fraction(1, 3), True)])
def test_decimals_may_count_where_nothing_is_to_be_told_apart(answer, is_right):
    def thirds(student, rng):
        """A third, or 0.333…"""
        expect_exact(student, "force()", want=Fraction(1, 3), decimals=True)

    check = Check("q1", thirds, 1.0, "public", "")
    assert (outcome({"force": lambda: answer}, check).failure is None) == is_right
