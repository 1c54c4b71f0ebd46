"""q5: a trained solution."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

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


@check(
    "q5",
    points=1,
    retries=1,
    hint="Does each function in record take params and give one number? Which columns does the history have, and is "
    "it your poisson_loss that falls? Then plot u and its residual: is the residual small and u wrong, or the "
    "residual large? Have both terms stopped falling?",
)
def solution_for_a_sine(student, rng):
    """`train` finds sin x for f = −sin x to 0.002 in 5000 steps, not in ten, and its history is that of your loss."""
    early = short_training(student, 8 + student.attempt, w_bc=3.0)
    values, history = trained_sine(student)
    student.require(
        early[0, 1] != history[0, 1],
        "Two trainings with different seeds start from the same L_pde.",
        misconception=SEED_UNUSED,
    )
    expect_solution(student, values, np.sin(GRID), wrong=student.mistakes())
    require_trained(student, history, 10.0)
