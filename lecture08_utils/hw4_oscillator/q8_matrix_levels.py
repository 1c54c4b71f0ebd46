"""hw4_oscillator, q8: the same well as a matrix. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

from .functions import HARMONIC

question = Question(
    "q8",
    "The same well as a matrix",
    ("diagonalise",),
    concepts=("The same by a matrix, and where the network stands beside it",),
)
check = CheckList("public")

BOX_LEVELS = np.array([1.233701, 4.934802])  # π²(n + 1)²/8
TILTED_LEVELS = np.array([-1.385520, 5.166453])  # zeros of Airy functions; V = 10x between walls at ±1


def ask_levels(student, n: int) -> np.ndarray:
    """All levels that `diagonalise(V, L, n)` gives, shape (n,); they must ascend."""
    answer = student.ask("diagonalise(V, L, n)", n=n)
    student.require(
        not (isinstance(answer, list) and len(answer) == 2 != n),
        "Two things came back; the levels alone are asked for.",
        misconception="levels and states, as `eigh` gives them: return the levels, or use `eigvalsh`",
    )
    student.require(
        getattr(answer, "shape", ()) != (n, n) or n == 1,
        f"A matrix of shape {(n, n)} came back; its {n} eigenvalues are asked for.",
        misconception="the matrix itself: its eigenvalues are what is missing",
    )
    levels = student.array("diagonalise(V, L, n)", n=n, shape=(n,))
    # float32 may exchange two levels that are equal.
    rises = np.diff(levels) >= -1e-5 * np.abs(levels).max()
    student.require(
        bool(rises.all()),
        "The levels are not in ascending order.",
        returned=levels,
        misconception="the levels are not sorted: the lowest one belongs in front",
    )
    return levels


@check(
    "q8",
    points=1,
    hint="Write the matrix down for n = 2. What stands on its diagonal, what beside it, and how large is h?",
)
def levels_of_the_oscillator(student, rng):
    """`diagonalise` gives n levels in ascending order: of V = x²/2, of a box, and of a box whose floor is tilted."""
    student.run(f"{HARMONIC}\nL = 6.0")
    ask_levels(student, 199)
    # With h = 0.06 the three-point formula makes E_n too small by (h²/32)(2n² + 2n + 1), at most 0.0015.
    wrong = student.mistakes("oscillator")
    student.expect("diagonalise(V, L, n)[:3]", want=[0.5, 1.5, 2.5], rtol=0, atol=5e-3, wrong=wrong)
    student.run("box = lambda x: 0.0 * x")
    # With h = 2/41 the formula makes them 0.2 % smaller at most.
    wrong = student.mistakes("box")
    student.expect("diagonalise(box, 1.0, 40)[:2]", want=BOX_LEVELS, rtol=0.01, wrong=wrong)
    # Here it matters at which points V is taken; the formula is wrong by 0.02, a shift by one point by 0.5.
    student.run("tilted = lambda x: 10.0 * x")
    wrong = student.mistakes("tilted")
    student.expect("diagonalise(tilted, 1.0, 40)[:2]", want=TILTED_LEVELS, rtol=0, atol=0.05, wrong=wrong)
