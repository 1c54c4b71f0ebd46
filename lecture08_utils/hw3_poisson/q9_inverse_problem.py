"""q9: a conductivity from noisy temperatures."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question, require_network
from lecture08_utils.checking.mistakes import Values

from .training import GRID, ON_GRID, require_order, require_poisson_loss

question = Question(
    "q9",
    "The inverse problem",
    ("train_inverse",),
    prerequisites=("q1", "q2", "q3", "q5"),
    concepts=("Data in the loss: an inverse problem",),
)
check = CheckList("public")

LOSS = "poisson_loss(lambda params, point: kappa * trial(params, point), params, x, f, w_bc)"
NO_DATA = "there is no data term, or too weak a one: κ and u solve the equation but ignore the data"
TRAIN = "import jax\nparams, kappa = train_inverse(x_data, u_data, f, seed, steps)"
# Of the largest |u|. benchmarks/results/fields_seeds.md: the reference is within 0.6 % for 20 of 20 seeds, and within
# 1.2 standard errors of κ; a weight of the data of 100 leads to up to 4 %.
FIT_TOLERANCE = 0.06

# sin x / 0.7 and noise of standard deviation 0.05, at x = ⅛, ²⁄₈, … 3.
PLACES = 0.125 * np.arange(1, 25)
RISE = [28, 23, 54, 66, 81, 96, 100, 119, 125, 152, 141, 141]
FALL = [141, 137, 131, 128, 124, 110, 104, 84, 71, 62, 40, 18]
READINGS = np.array([*RISE, *FALL]) / 100


def expect_conductivity(student, kappa: float, error: float, bent: np.ndarray, wrong: Values) -> None:
    """Demand that a trained κ is within 3 standard errors of the least-squares estimate, and that u fits the data.

    Args:
        kappa, error: the estimate and its standard error.
        bent: the solution for κ = 1 on `GRID`.
        wrong: misconception → the κ that it leads to.
    """
    require_order(student, "train_inverse", "kappa", "a number", ndim=0)
    found = student.number("kappa")
    student.require(
        abs(found - 1) > 1e-6,
        "κ is 1, where it started.",
        misconception="κ is not trained: it is no part of what is trained, or of the loss",
        final=True,
    )
    values = student.array(ON_GRID, x=GRID, shape=GRID.shape)
    scale = float(np.abs(bent / kappa).max())
    misfit = float(np.abs(values - bent / kappa).max()) / scale
    is_right = abs(found - kappa) <= 3 * error
    is_solution = np.abs(found * values - bent).max() < 0.05 * np.abs(bent).max()
    ideas = {
        "κ is right, but params are not: they were not trained together with it, or others are returned": is_right,
        NO_DATA: is_solution,
    }
    student.require(
        misfit <= FIT_TOLERANCE,
        f"`trial` with the trained parameters is up to {misfit:.2g} of the largest temperature away from the curve "
        f"that fits the readings best; up to {FIT_TOLERANCE} is allowed.",
        misconception=next((idea for idea, holds in ideas.items() if holds), ""),
    )
    # 1/κ has κ⁻² times the error of κ: what is within three of those is the mistaken value.
    near = {
        idea: abs(found - value) <= 3 * error * max(1.0, (value / kappa) ** 2) for idea, value in dict(wrong).items()
    }
    recognised = {idea: found for idea, is_near in near.items() if is_near}
    student.expect("kappa", want=kappa, rtol=0, atol=3 * error, wrong=recognised)


def loss_of_equation(student) -> float:
    """The loss of q3, for κu, at the parameters and the κ that came back; f is in student code's names."""
    return student.number(LOSS, x=GRID, w_bc=10.0)


def require_trained_with(student, kappa: float, error: float, bent: np.ndarray, late: float) -> None:
    """Demand that ten steps are not enough, neither for κ and u nor for the loss, and that u is a network.

    Args:
        kappa, error, bent: as for `expect_conductivity`.
        late: `loss_of_equation` after all steps. Ten steps must have come back last.
    """
    exact = bent / kappa
    fits = (
        float(np.abs(student.array(ON_GRID, shape=GRID.shape) - exact).max()) <= FIT_TOLERANCE * np.abs(exact).max()
    )
    student.require(
        not (fits and abs(student.number("kappa") - kappa) <= 3 * error),
        "Ten steps give what 5000 do: are κ and u trained at all, and is `steps` used?",
        misconception="κ and u do not come from the training: ten steps give the same",
    )
    # First, because the loss of a sum of given shapes may fall or not by chance.
    require_network(student, "trial", "params", GRID)
    require_poisson_loss(student)
    early = loss_of_equation(student)
    # Three kinds of training, five rods each: 1.5e-4 or less.
    student.require(
        0 <= late <= 0.05 * early,
        f"`poisson_loss` of κu is {early:.3g} after ten steps and {late:.3g} after 5000: it did not fall.",
        misconception="the training does not come from the loss of this notebook",
    )


@check(
    "q9",
    points=1,
    retries=1,
    hint="Print the three terms of your loss at the end. Which of them is large? Which product of κ and u does the "
    "equation know, and are the readings u or that product? Is params the network's part alone?",
)
def conductivity_from_24_readings(student, rng):
    """`train_inverse` finds κ = 0.703 ± 0.025 from 24 readings for f = −sin x, and not in ten steps; `trial` fits."""
    student.run("import jax.numpy as jnp\nf = lambda x: -jnp.sin(x)")
    student.run(TRAIN, x_data=PLACES, u_data=READINGS, seed=7 + student.attempt, steps=5000)
    # Least squares: 1/κ = Σ sin x · u / Σ sin² x = 1.4233 ± 0.0166.
    estimate = 0.7026, 0.0082, np.sin(GRID)
    expect_conductivity(student, *estimate, wrong=student.mistakes())
    late = loss_of_equation(student)
    student.run(TRAIN, seed=8 + student.attempt, steps=10)
    require_trained_with(student, *estimate, late)
