"""hw3_poisson, q9: the hidden checks of the inverse problem."""

from __future__ import annotations

import numpy as np

from autograder.checks.hw3_poisson.draws import draw_potential
from autograder.checks.inputs import number, points
from autograder.oracles import hw3_fields as oracle
from autograder.oracles.hw3_poisson import Potential
from lecture08_utils.checking import CheckList, trained_values
from lecture08_utils.checks.hw3_poisson.inverse import FIT_TOLERANCE, NO_DATA, TRAIN, expect_conductivity
from lecture08_utils.checks.hw3_poisson.training import GRID, ON_GRID
from lecture08_utils.misconceptions.hw3_poisson import SEED_UNUSED

check = CheckList("hidden")


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
    kappa, error = oracle.least_squares_kappa(u, potential.value(x))
    student.run(Potential.CODE, **potential.data)
    student.run(TRAIN, x_data=x, u_data=u, seed=int(rng.integers(100, 10_000)), steps=5000)
    expect_conductivity(student, kappa, error, potential.value(GRID))
    trained_values(student, "trial", "params", GRID)
    student.run(TRAIN, seed=int(rng.integers(100, 10_000)), steps=10)
    early, bent = student.array(ON_GRID, shape=GRID.shape), potential.value(GRID) / kappa
    fits = float(np.abs(early - bent).max()) <= FIT_TOLERANCE * float(np.abs(bent).max())
    student.require(
        not (fits and abs(student.number("kappa") - kappa) <= 3 * error),
        "Ten steps give what 5000 do: are κ and u trained at all, and is `steps` used?",
        misconception="κ and u do not come from the training: ten steps give the same",
    )
    # Without a data term κ ends between 1.7 and 2.6 (14 draws), now and then at the right value by luck.
    for name, changed, problem, idea in (
        ("u_data", "2 * u_data", "Readings twice as large give the same u after ten steps.", NO_DATA),
        ("seed", "seed + 1", "Two seeds give the same u after ten steps.", SEED_UNUSED),
    ):
        student.run(TRAIN.replace(name, changed))
        is_other = not np.array_equal(student.array(ON_GRID, shape=GRID.shape), early)
        student.require(is_other, problem, misconception=idea)
