"""q5: a trained solution."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

from .training import GRID, expect_solution, trained_sine

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
    hint="Does each function in record take params and give one number? Then plot u and its residual: is the "
    "residual small and u wrong, or the residual large? And the history: have both terms stopped falling?",
)
def solution_for_a_sine(student, rng):
    """`train` finds sin x for f = −sin x in 5000 steps, to 0.002."""
    values, _ = trained_sine(student)
    expect_solution(student, values, np.sin(GRID), wrong=student.mistakes())
