"""q5: the hidden checks that train."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList, require_own_history, require_same_start, trained_values
from lecture08_utils.hw3_poisson.training import (
    GRID,
    LOSS,
    ON_GRID,
    expect_solution,
    require_trained,
    short_training,
    trained_sine,
)
from solutions.hw3_poisson.draws import draw_potential
from solutions.hw3_poisson.oracle import Potential
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()


def wrong_solutions(exact: np.ndarray) -> dict[str, np.ndarray]:
    """What a popular mistake makes of u: misconception → value; u has shape (n,)."""
    return {"the sign of f: this solves u″ = −f": -exact}


@mistakes("q5.solution_for_a_sine")
def _():
    return wrong_solutions(np.sin(GRID))


@check(
    "q5",
    points=1.5,
    compiled=True,
    retries=1,
    hint="Does train use the f, seed, steps and w_bc that it is given, and nothing else? Try "
    "f = lambda x: -2 + 0 * x, whose solution is x (π − x).",
)
def solution_for_another_charge(student, rng):
    """`train` finds the potential of a charge that it has not seen, with another seed and another weight."""
    potential, w_bc = draw_potential(rng), number(rng, 1.0, 15.0)
    student.run(Potential.CODE, **potential.data)
    student.run(
        "import jax\nparams, history = train(f, seed, steps, w_bc)",
        seed=int(rng.integers(100, 10_000)),
        steps=5000,
        w_bc=w_bc,
    )
    history = student.array("history", shape=(5000, 3))
    values = student.array(ON_GRID, x=GRID, shape=GRID.shape)
    # benchmarks/results/ensembles.md, 1024 draws: 95 % of the reference's errors are within 5.6e-4 of max |u|;
    # one of them misses the tolerance, with 3.9e-3.
    exact = potential.value(GRID)
    expect_solution(student, values, exact, wrong=wrong_solutions(exact))
    trained_values(student, "trial", "params", GRID)
    require_trained(student, history, w_bc)


@check(
    "q5",
    points=0.5,
    compiled=True,
    retries=1,
    hint="Which columns does the history have, and how do they make up the loss? With which parameters does it "
    "begin? And what should ten steps give?",
)
def history_of_a_training(student, rng):
    """The history has the loss and its terms, from the first parameters of a seed on; ten steps are not enough."""
    _, history = trained_sine(student)
    require_trained(student, history, 10.0)
    w_bc = number(rng, 2.0, 5.0)
    # The seed of `trained_sine`: whatever the weight, both start from the same terms.
    short = short_training(student, 7 + student.attempt, w_bc)
    require_own_history(student, LOSS, short[:, 0], x=GRID, w_bc=w_bc)
    require_same_start(student, history[0, 1:], short[0, 1:])
