"""q5: the hidden checks that train."""

from __future__ import annotations

from functools import partial

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw3_poisson.training import GRID, ON_GRID, expect_solution, trained_sine
from solutions.hw3_poisson.draws import draw_potential
from solutions.hw3_poisson.oracle import Potential
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

# Of everything that is trained.
SEED_UNUSED = "the seed is not used: every training starts from the same parameters"


def wrong_solutions(exact: np.ndarray) -> dict[str, np.ndarray]:
    """What a popular mistake makes of u: misconception → value; u has shape (n,)."""
    return {"the sign of f: this solves u″ = −f": -exact}


@mistakes("q5.solution_for_a_sine")
def _():
    return wrong_solutions(np.sin(GRID))


@check(
    "q5",
    points=1.5,
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
    # benchmarks/results/ensembles.md, 1024 draws: 95 % of the reference's errors are within 5.6e-4 of max |u|;
    # one of them misses the tolerance, with 3.9e-3.
    exact = potential.value(GRID)
    expect_solution(student, values, exact, wrong=wrong_solutions(exact))


@check(
    "q5",
    points=0.5,
    retries=1,
    hint="Which columns does the history have, and how do they make up the loss? And what should ten steps give?",
)
def history_of_a_training(student, rng):
    """The history has the loss and its two terms and tells how they fell; ten steps are not enough."""
    _, history = trained_sine(student)
    expect_terms(student, history, 10.0)
    # benchmarks/results/ensembles.md, 1024 seeds: the reference's loss falls to 3.2e-4 of its first value or less.
    fallen = float(np.median(history[-50:, 0])) < 0.01 * history[0, 0]
    student.require(fallen, "The loss in history does not fall to a hundredth of its first value.")
    w_bc = number(rng, 2.0, 5.0)
    student.run("params, history = train(f, seed, 10, w_bc)", seed=8 + student.attempt, w_bc=w_bc)
    short = student.array("history", shape=(10, 3))
    early = student.array(ON_GRID, shape=GRID.shape)
    # The same 1024 seeds: 0.46 or more.
    far = float(np.abs(early - np.sin(GRID)).max()) > 0.02
    student.require(far, "Ten steps give what 5000 do: is the result trained at all, and is `steps` used?")
    expect_terms(student, short, w_bc)
    student.run("params, history = train(f, seed + 1, 10, w_bc)")
    other = student.array("history", shape=(10, 3))
    student.require(
        other[0, 1] != short[0, 1],
        "Two trainings with different seeds start from the same L_pde.",
        misconception=SEED_UNUSED,
    )


def expect_terms(student, history: np.ndarray, w_bc: float) -> None:
    """Demand that the first column of a history is the second plus w_bc times the third, and none is negative."""
    loss, equation, boundary = history.T
    # Both sides are float32 sums of two terms: rounding leaves 1e-7 of them.
    same = partial(np.allclose, rtol=1e-3, atol=1e-6 * float(np.abs(history[0]).max()))
    ideas = {
        "the columns are out of order: the loss comes first, then L_pde, then L_bc": (
            same(equation + w_bc * loss, boundary) or same(loss + w_bc * equation, boundary)
        ),
        "the third column is w_bc · L_bc; it should be L_bc without its weight": same(equation + boundary, loss),
        "the weight w_bc that train is given does not reach the loss": (
            same(equation, loss) or same(equation + 10.0 * boundary, loss)
        ),
    }
    recognised = [idea for idea, holds in ideas.items() if holds]
    student.require(
        same(equation + w_bc * boundary, loss),
        "In history, loss = L_pde + w_bc · L_bc does not hold.",
        misconception=recognised[0] if recognised else "",
    )
    student.require(bool(history.min() >= 0), "A term of the loss is negative: is it a mean of squares?")
