"""q5: a trained solution."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question, curve

from .training import GRID, SEED_UNUSED, expect_solution, require_trained, short_training, trained_sine

question = Question(
    "q5",
    "Training",
    ("trial", "train"),
    prerequisites=("q1", "q2", "q3"),
    concepts=(
        "The equation alone is the training signal",
        "The Poisson equation",
    ),
)
check = CheckList("public")


def require_use_of_f(student, history: np.ndarray) -> None:
    """Demand that another f gives another history than that of `short_training`, which must have come last."""
    student.run("g = lambda x: x * (jnp.pi - x)\nother = train(g, seed, steps, w_bc)[1]")
    student.require(
        not np.array_equal(student.array("other", shape=history.shape), history),
        "Ten steps for f = x (π − x) give the same history as for f = −sin x.",
        misconception="the f that train is given is not used: the history is that of another one",
        final=True,
    )


@check(
    "q5",
    points=1,
    compiled=True,
    retries=1,
    hint="Does each function in record take params and give one number? Which columns does the history have, and is "
    "it your poisson_loss that falls? Then plot u and its residual: is the residual small and u wrong, or the "
    "residual large? Have both terms stopped falling?",
)
def solution_for_a_sine(student, rng):
    """`train` finds sin x for f = −sin x to 0.002 in 5000 steps, not in ten; its history is your loss for f."""
    early = short_training(student, 8 + student.attempt, w_bc=3.0)
    require_use_of_f(student, early)
    values, history = trained_sine(student)
    student.curve = curve("u for f = −sin x", GRID, values, np.sin(GRID), xlabel="x", ylabel="u")
    student.require(
        early[0, 1] != history[0, 1],
        "Two trainings with different seeds start from the same L_pde.",
        misconception=SEED_UNUSED,
        final=True,
    )
    expect_solution(student, values, np.sin(GRID), wrong=student.mistakes())
    require_trained(student, history, 10.0)
