"""Exact answers: what is far too large is told apart without being looked through."""

import time

import numpy as np
import pytest

from lecture08_utils.checking.exact import _difference, is_exactly


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
