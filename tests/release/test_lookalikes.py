"""Which comments look like a marker; ordinary prose must not."""

from __future__ import annotations

import pytest

from autograder.release.lookalikes import resembled_marker


@pytest.mark.parametrize(
    "prose",
    [
        "# Solution of the static problem",
        "# a solution",
        "# no solution",
        "# find solution",
        "# the solution begins at rest",
        "# given end points a and b",
        "# and given",
        "# being given",
        "# the answer starts here, in question 2",
        "# where the interval begins and ends",
        "# NO SOLUTION beyond the wall",
        "# end",
    ],
)
def test_prose_is_no_marker(prose):
    assert resembled_marker(prose) is None


@pytest.mark.parametrize(
    ("comment", "marker"),
    [
        ("# BEGIN  SOLUTION", "# BEGIN SOLUTION"),
        ("# <solution>", "# BEGIN SOLUTION"),
        ("# END", "# END SOLUTION"),
        ("# begin soluton", "# BEGIN SOLUTION"),
        ("# Begin_Given", "# BEGIN GIVEN"),
        ("# BEGIN GIVN", "# BEGIN GIVEN"),
        ("# END QESTION", "# END QUESTION"),
        ("# BeginSolution!", "# BEGIN SOLUTION"),
        ("# here: ENDSOLUTION", "# END SOLUTION"),
    ],
)
def test_what_looks_like_a_marker(comment, marker):
    assert resembled_marker(comment) == marker
