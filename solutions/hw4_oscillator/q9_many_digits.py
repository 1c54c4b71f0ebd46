"""hw4_oscillator, q9: as many digits as possible. The hidden check, and mistakes of the public one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.polynomial import legendre

from lecture08_utils.checking import CheckList, MistakeList, digits, in_double_precision
from lecture08_utils.hw4_oscillator.q9_many_digits import SOLVE
from lecture08_utils.hw4_oscillator.training import ENERGY_TOLERANCE, SECOND_LEVEL
from solutions.hw4_oscillator.mistakes import WHATEVER
from solutions.hw4_oscillator.oracle import levels
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

POINTS = 120
# In single precision the quotient of the best ψ there is would be wrong by 1e-7.
PSI = in_double_precision("psi", "params", f"half_width * np.polynomial.legendre.leggauss({POINTS})[0]")


def energy_of_polynomial(values: np.ndarray, V: Callable[[np.ndarray], np.ndarray], half_width: float) -> float:
    """⟨H⟩ = ∫ψ(Hψ) / ∫ψ² over [−half_width, half_width] of a function known at its Gauss–Legendre points, shape (n,).

    ψ is taken for the polynomial through these points: for a smooth ψ the error falls faster than any power of n.
    For an eigenfunction, Hψ = Eψ holds everywhere, so it does not matter where the interval ends.
    """
    n = len(values)
    y, weights = legendre.leggauss(n)
    # Discrete orthogonality: the coefficients of the interpolating polynomial are integrals.
    series = (np.arange(n) + 0.5) * (legendre.legvander(y, n - 1).T @ (weights * values))
    slopes = legendre.legder(series) / half_width
    ends = np.array([-1.0, 1.0])
    left, right = legendre.legval(ends, series) * legendre.legval(ends, slopes)
    energy = half_width * np.sum(weights * (legendre.legval(y, slopes) ** 2 / 2 + V(half_width * y) * values**2))
    return float((energy - (right - left) / 2) / (half_width * np.sum(weights * values**2)))


@mistakes("q9.score_in_a_known_well")
def _():
    return {SECOND_LEVEL: 1.899837}


@check(
    "q9",
    points=0,
    retries=1,
    hint="How large is V at the ends of your domain? Is the psi of the params that you return the one whose energy "
    "you return?",
)
def score_in_a_well_drawn_at_grading_time(student, rng):
    """`solve` finds the ground state of another quartic well, to as many digits as it can."""
    strength = number(rng, 0.3, 0.9)
    student.run(
        f"import jax\nV = lambda x: strength * x**4\n{SOLVE}", strength=strength, seed=int(rng.integers(100, 10_000))
    )
    well = lambda x: strength * x**4  # noqa: E731
    want, excited = levels(well, half_width=5.0)[:2]
    ideas = {WHATEVER: 0.5, SECOND_LEVEL: excited}
    energy = float(student.expect("energy", want=want, rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas))
    half_width = (40.0 / strength) ** 0.25
    student.run(PSI, half_width=half_width)
    quotient = energy_of_polynomial(student.array("values", shape=(POINTS,)), well, half_width)
    student.require(
        abs(quotient - want) <= ENERGY_TOLERANCE,
        "The psi of these params has another energy.",
        misconception="E and ψ do not belong together: one of them was not trained, or not long enough",
    )
    student.remark = f"Score: {digits(abs(energy - want), abs(quotient - want)):.2f}"
