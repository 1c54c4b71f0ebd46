"""hw4_oscillator, q8: the same well as a matrix. The hidden checks, and mistakes of the public one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.linalg import eigvalsh_tridiagonal

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw4_oscillator.q8_matrix_levels import BOX_LEVELS, ask_levels
from solutions.hw4_oscillator.mistakes import TYPED_IN
from solutions.hw4_oscillator.oracle import levels
from solutions.hw4_oscillator.wells import OSCILLATOR, draw_anharmonic_well
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

HALF_MISSING = "the factor ½ of the kinetic energy is missing"
PLAIN_H = "h instead of h² in the denominator of the kinetic energy"
SHIFTED = "the grid is shifted by one point: it starts at the wall, and the first point belongs at −L + h"
WITH_WALLS = "V is taken at n points that include both walls: linspace(−L, L, n)"
UPSIDE_DOWN = "the sign of the kinetic energy: the diagonal of −ψ″/2 is positive"


def grid_levels(V: Callable[[np.ndarray], np.ndarray], half_width: float, n: int, kinetic: float = 1.0) -> np.ndarray:
    """Eigenvalues of H with −ψ″/2 by the three-point formula at n points between walls, ascending, shape (n,).

    Args:
        kinetic: a factor that a mistake puts in front of the kinetic energy.
    """
    h = 2 * half_width / (n + 1)
    x = h * (np.arange(1, n + 1) - (n + 1) / 2)
    return eigvalsh_tridiagonal(kinetic / h**2 + V(x), np.full(n - 1, -kinetic / (2 * h**2)))


@mistakes("q8.levels_of_the_oscillator", "oscillator")
def _():
    return {
        HALF_MISSING: [0.70699, 2.12076, 3.53407],  # √2 (n + ½)
        PLAIN_H: [0.12236, 0.36686, 0.61091],  # √h (n + ½)
        UPSIDE_DOWN: [-555.05567, -554.05612, -553.05702],  # E_n − 2/h²
        WITH_WALLS: grid_levels(lambda x: (x * 200 / 198) ** 2 / 2, 6.0, 199)[:3],
    }


@mistakes("q8.levels_of_the_oscillator", "box")
def _():
    return {
        "h = 2L/n: n points between the walls make n + 1 intervals": BOX_LEVELS * (40 / 41) ** 2,
        "h = 2L/(n − 1): the walls are no points of the grid": BOX_LEVELS * (39 / 41) ** 2,
    }


@mistakes("q8.levels_of_the_oscillator", "tilted")
def _():
    n, h = 40, 2 / 41
    wells = {
        SHIFTED: lambda x: 10 * (x - h),
        WITH_WALLS: lambda x: 10 * x * 41 / 39,
        TYPED_IN: lambda x: x**2 / 2,
    }
    return {idea: grid_levels(well, 1.0, n)[:2] for idea, well in wells.items()}


def draw_harmonic_well(rng: np.random.Generator) -> tuple[float, float, float]:
    """Random ω, centre and half width of the domain; ω is not near 1, the centre not near 0.

    ψ₀ falls to exp(−10) of its maximum at the nearer end, and V stays below 31 at the farther one.
    """
    omega = number(rng, 0.8, 0.9) if rng.random() < 0.3 else number(rng, 1.15, 1.6)
    centre = float(rng.choice([-1.0, 1.0])) * number(rng, 0.2, 0.7)
    return omega, centre, float(abs(centre) + 4.5 / np.sqrt(omega))


@check(
    "q8",
    points=0.5,
    hint="Does V come in as an argument, at points that run from −L to L? Try harmonic_well(1.5, 0.4): its levels "
    "are 1.5 (n + ½).",
)
def levels_of_other_wells(student, rng):
    """`diagonalise` gives the levels of an anharmonic well, of one that is not symmetric, and of two boxes."""
    k, strength = draw_anharmonic_well(rng)
    student.run("V = lambda x: 0.5 * k * x**2 + strength * x**4\nL = 4.0", k=k, strength=strength)
    well = lambda x: k * x**2 / 2 + strength * x**4  # noqa: E731
    _expect_levels(student, well, 4.0, levels(well, 5.0)[:3], int(rng.integers(250, 300)))
    omega, centre, half_width = draw_harmonic_well(rng)
    half_width = float(np.float32(half_width + 1.0))
    student.run(f"{OSCILLATOR}\nV = well", omega=omega, centre=centre)
    student.run("L = half_width", half_width=half_width)
    shifted = lambda x: omega**2 * (x - centre) ** 2 / 2  # noqa: E731
    _expect_levels(student, shifted, half_width, omega * (np.arange(3) + 0.5), int(rng.integers(250, 300)))
    # Of all matrices only one with its walls in the right place knows a box of width 2L.
    half_width = number(rng, 1.5, 2.5)
    student.run("V = lambda x: 0.0 * x\nL = half_width", half_width=half_width)
    box = lambda x: 0.0 * x  # noqa: E731
    momenta = np.arange(1, 4) * np.pi / (2 * half_width)
    _expect_levels(student, box, half_width, momenta**2 / 2, int(rng.integers(250, 300)))
    # And of these only one with its points in the right place knows a tilted floor: a shift by h moves the levels by
    # 0.04 or more.
    slope, n = float(rng.choice([-1.0, 1.0])) * number(rng, 4.0, 6.0), int(rng.integers(250, 300))
    student.run("V = lambda x: slope * x", slope=slope)
    tilted = lambda x: slope * x  # noqa: E731
    _expect_levels(student, tilted, half_width, levels(tilted, half_width)[:3], n)


def _expect_levels(student, V, half_width: float, want: np.ndarray, n: int) -> None:
    ask_levels(student, n)
    h = 2 * half_width / (n + 1)
    wrong = {
        HALF_MISSING: grid_levels(V, half_width, n, kinetic=2.0)[:3],
        PLAIN_H: grid_levels(V, half_width, n, kinetic=h)[:3],
        UPSIDE_DOWN: grid_levels(V, half_width, n, kinetic=-1.0)[:3],
        SHIFTED: grid_levels(lambda x: V(x - h), half_width, n)[:3],
        TYPED_IN: grid_levels(lambda x: x**2 / 2, half_width, n)[:3],
    }
    # The error of the three-point formula is below 3e-3 in all of these; what float32 adds is below 1e-3.
    student.expect("diagonalise(V, L, n)[:3]", want=want, rtol=0, atol=6e-3, wrong=wrong)


@check(
    "q8", points=0.5, hint="Into how many pieces do n points between two walls cut the interval? How long is each?"
)
def levels_converge_with_the_square_of_h(student, rng):
    """Half the spacing h leaves a quarter of the error of the levels."""
    omega, centre, half_width = draw_harmonic_well(rng)
    half_width = float(np.float32(half_width + 1.5))
    student.run(f"{OSCILLATOR}\nV = well", omega=omega, centre=centre)
    student.run("L = half_width", half_width=half_width)
    n = int(rng.integers(45, 60))
    want = omega * (np.arange(3) + 0.5)
    coarse, fine = (float(np.abs(ask_levels(student, m)[:3] - want).sum()) for m in (n, 2 * n + 1))
    student.require(coarse < 0.1 * want.sum(), "The levels are far off.")
    # 2n + 1 points halve h. Measured: 4.02 to 4.06. Methods of higher order are welcome.
    student.require(
        fine <= max(coarse / 3.7, 1e-3),
        "Half the spacing does not leave a quarter of the error.",
        misconception="a spacing h that does not fit the points: n points between two walls leave n + 1 gaps",
    )
