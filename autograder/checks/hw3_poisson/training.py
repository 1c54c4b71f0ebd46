"""hw3_poisson, q5: the hidden checks that train."""

from __future__ import annotations

import numpy as np

from autograder.checks.hw3_poisson.draws import draw_potential, number
from autograder.oracles.hw3_poisson import Potential
from lecture08_utils.checking import CheckList
from lecture08_utils.checks.hw3_poisson.training import GRID, ON_GRID, expect_solution, trained_sine

check = CheckList("hidden")


@check(
    "q5",
    points=1,
    retries=1,
    hint="Does train use the f, seed, steps and w_bc that it is given, and nothing else? Try "
    "f = lambda x: -2 + 0 * x, whose solution is x (π − x).",
)
def solution_for_another_charge(student, rng):
    """`train` finds the potential of a charge that it has not seen, with another seed and another weight."""
    potential = draw_potential(rng)
    student.run(Potential.CODE, **potential.data)
    student.run(
        "import jax\nparams, history = train(f, seed, steps, w_bc)",
        seed=int(rng.integers(100, 10_000)),
        steps=5000,
        w_bc=number(rng, 1.0, 15.0),
    )
    values = student.array(ON_GRID, x=GRID, shape=GRID.shape)
    expect_solution(student, values, potential.value(GRID))


@check(
    "q5",
    points=0.5,
    retries=1,
    hint="Which columns does the history have, and how do they make up the loss? And what should ten steps give?",
)
def history_of_a_training(student, rng):
    """The history has the loss and its two terms and tells how they fell; ten steps are not enough."""
    trained_sine(student)
    history = student.array("history", shape=(5000, 3))
    sums = history[:, 1] + 10.0 * history[:, 2]
    scale = float(np.abs(history[0]).max())
    swapped = bool(np.allclose(history[:, 0] + 10.0 * history[:, 1], history[:, 2], rtol=1e-3, atol=1e-4 * scale))
    ideas = {
        "the columns are out of order: the loss comes first, then L_pde, then L_bc": swapped,
        "the third column is w_bc · L_bc; without the weight it would be L_bc": np.allclose(
            history[:, 1] + history[:, 2], history[:, 0], rtol=1e-3, atol=1e-4 * scale
        ),
        "w_bc does not reach the loss that is trained": np.allclose(history[:, 1], history[:, 0], rtol=1e-3)
        and not np.allclose(history[:, 2], 0.0),
    }
    close = [idea for idea, holds in ideas.items() if holds]
    student.require(
        bool(np.allclose(sums, history[:, 0], rtol=1e-3, atol=1e-6 * scale)),
        "In history, loss = L_pde + w_bc · L_bc does not hold.",
        misconception=close[0] if close else "",
    )
    student.require(bool(history.min() >= 0), "A term of the loss is negative: is it a mean of squares?")
    start, end = history[0, 0], float(np.median(history[-50:, 0]))
    student.require(
        0 <= end < 0.01 * start,
        "The loss in history does not fall to a hundredth of its first value.",
        misconception="nothing is trained: the loss is at the end what it was at the start"
        if end > 0.9 * start
        else "",
    )
    student.run("params, history = train(f, seed, 10, w_bc)", seed=8 + student.attempt, w_bc=10.0)
    short = student.array("history", shape=(10, 3))
    early = student.array(ON_GRID, shape=GRID.shape)
    far = float(np.abs(early - np.sin(GRID)).max()) > 0.02
    student.require(far, "Ten steps give what 5000 do: is the result trained at all, and is `steps` used?")
    student.require(
        short[0, 0] != history[0, 0],
        "Two trainings with different seeds start from the same loss.",
        misconception="the seed is not used: every training starts from the same parameters",
    )
