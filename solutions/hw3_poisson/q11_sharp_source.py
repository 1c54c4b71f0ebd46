"""q11: the hidden check of the sharp source."""

from __future__ import annotations

from math import erf

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw3_poisson.q11_sharp_source import HUMP, PLACES, SOLVE, expect_potential
from lecture08_utils.hw3_poisson.training import GRID
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

SIGN = "the sign of f: this solves u″ = −f"


def hump_potential(centre: float, width: float, x: np.ndarray) -> np.ndarray:
    """u with u″ = exp(−(x − centre)²/2 width²) and u(0) = u(π) = 0; shape of x.

    With z = (x − centre)/width, ∫∫exp(−z²/2) is width² (√(π/2) z erf(z/√2) + exp(−z²/2)), and a straight line puts
    the ends to zero.
    """

    def twice_integrated(x: np.ndarray) -> np.ndarray:
        z = (x - centre) / width
        step = np.array([erf(value) for value in np.ravel(z) / np.sqrt(2)]).reshape(np.shape(z))
        return width**2 * (np.sqrt(np.pi / 2) * z * step + np.exp(-(z**2) / 2))

    left, right = twice_integrated(np.array([0.0, np.pi]))
    return twice_integrated(x) - left - (right - left) * x / np.pi


@mistakes("q11.score_for_a_known_hump")
def _():
    return {SIGN: -hump_potential(1.0, 0.1, np.array(PLACES))}


@check(
    "q11",
    points=0,
    retries=1,
    hint="How many of your units bend within one width of the hump, wherever it is? Do the points resolve it?",
)
def score_for_a_hump_drawn_at_grading_time(student, rng):
    """`solve_accurately` finds the potential of another hump, to as many digits as it can."""
    centre, width = number(rng, 0.8, 2.3), number(rng, 0.05, 0.2)
    student.run(f"{HUMP}\n{SOLVE}", centre=centre, width=width, seed=int(rng.integers(100, 10_000)))
    exact = hump_potential(centre, width, GRID)
    score = expect_potential(student, GRID, exact, {SIGN: -exact})
    student.remark = f"Score: {score:.2f}"
