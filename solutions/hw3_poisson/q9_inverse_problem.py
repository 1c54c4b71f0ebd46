"""q9: the hidden checks of the inverse problem."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList, trained_values
from lecture08_utils.hw3_poisson.q9_inverse_problem import (
    NO_DATA,
    TRAIN,
    expect_conductivity,
    loss_of_equation,
    require_trained_with,
)
from lecture08_utils.hw3_poisson.training import GRID, ON_GRID, SEED_UNUSED
from solutions.hw3_poisson.draws import draw_potential
from solutions.hw3_poisson.oracle import Potential
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()


def draw_readings(rng: np.random.Generator) -> tuple[Potential, float, np.ndarray, np.ndarray]:
    """A random source, κ far enough from 1 that 1/κ is something else, and 40 to 60 readings with 3 % of noise.

    Returns:
        The potential for κ = 1, the true κ, places and readings, both of shape (m,).
    """
    potential = draw_potential(rng)
    kappa = number(rng, 0.4, 0.65) if rng.random() < 0.5 else number(rng, 1.6, 2.4)
    x = np.sort(points(rng, 0.05, 3.09, int(rng.integers(40, 61))))
    u = potential.value(x) / kappa
    noise = 0.03 * float(np.abs(u).max()) * rng.normal(size=x.size)
    return potential, kappa, x, (u + noise).astype(np.float32).astype(np.float64)


def least_squares_kappa(u_data: np.ndarray, bent: np.ndarray) -> tuple[float, float]:
    """κ and its standard error from u_data = bent / κ + noise, both of shape (n,).

    `bent` is the solution for κ = 1 at the places of the data. The model is linear in s = 1/κ: s = ⟨bent, u⟩/⟨bent,
    bent⟩ with variance σ²/⟨bent, bent⟩, where σ² is estimated from the residuals, and dκ = κ² ds.
    """
    weight = float(bent @ bent)
    slope = float(bent @ u_data) / weight
    variance = float(np.sum((u_data - slope * bent) ** 2)) / (len(u_data) - 1)
    return 1 / slope, float(np.sqrt(variance / weight)) / slope**2


def wrong_conductivities(kappa: float) -> dict[str, float]:
    """What popular mistakes make of κ: misconception → value."""
    return {
        "κ is on the wrong side: u″ = κf has κ and 1/κ exchanged": 1 / kappa,
        "the sign of f": -kappa,
        "the sign of f, and κ on the wrong side": -1 / kappa,
    }


@mistakes("q9.conductivity_from_24_readings")
def _():
    return wrong_conductivities(0.7026)


@check(
    "q9",
    points=1,
    retries=1,
    hint="Make readings for κ = 2 yourself, with an f that is not −sin x. Does κ come out, and does the curve go "
    "through the cloud of points? What does ten steps give?",
)
def another_rod(student, rng):
    """`train_inverse` finds another κ from other readings for another f, and uses all that it is given."""
    potential, _, x, u = draw_readings(rng)
    bent = potential.value(GRID)
    estimate = *least_squares_kappa(u, potential.value(x)), bent
    student.run(Potential.CODE, **potential.data)
    student.run(TRAIN, x_data=x, u_data=u, seed=int(rng.integers(100, 10_000)), steps=5000)
    expect_conductivity(student, *estimate, wrong=wrong_conductivities(estimate[0]))
    trained_values(student, "trial", "params", GRID)
    late = loss_of_equation(student)
    student.run(TRAIN, seed=int(rng.integers(100, 10_000)), steps=10)
    require_trained_with(student, *estimate, late)
    early = student.array(ON_GRID, x=GRID, shape=GRID.shape)
    # Without a data term κ ends between 1.7 and 2.6 (14 draws), now and then at the right value by luck.
    for name, changed, problem, idea in (
        ("u_data", "2 * u_data", "Readings twice as large give the same u after ten steps.", NO_DATA),
        ("seed", "seed + 1", "Two seeds give the same u after ten steps.", SEED_UNUSED),
    ):
        student.run(TRAIN.replace(name, changed))
        is_other = not np.array_equal(student.array(ON_GRID, shape=GRID.shape), early)
        student.require(is_other, problem, misconception=idea, final=True)
