"""Sums over paths in two ways."""

from __future__ import annotations

from solutions.hw1_autodiff.q3_sum_over_paths import Diamonds, first_path, path_sum, paths_with_visited_set


def test_sums_over_paths_in_two_ways():
    diamonds = Diamonds(((2, 3, 5, 7), (1, 4, 6, 9), (2, 2, 3, 3)))
    assert path_sum(diamonds.edges[::-1], "s0", "s3") == diamonds.total
    assert first_path(diamonds.edges, "s0", "s3") == 6 * 4 * 4
    assert paths_with_visited_set(diamonds.edges, "s0", "s3") == 6 * 4 * 13
