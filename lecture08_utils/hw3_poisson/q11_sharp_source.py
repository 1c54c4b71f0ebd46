"""q11: a sharp source, as accurately as possible. The public check."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question, digits, in_double_precision
from lecture08_utils.checking.mistakes import Values

question = Question(
    "q11",
    "Going further: a sharp source, to the last digit",
    ("solve_accurately",),
    prerequisites=("q1", "q2"),
    concepts=("Convergence beside finite elements",),
    # Three trainings of question 5, one after the other.
    budget_seconds=15.0,
)
check = CheckList("public")

SOLVE = "params = solve_accurately(f, seed)"
HUMP = "import jax.numpy as jnp\nf = lambda x: jnp.exp(-0.5 * ((x - centre) / width) ** 2)"
POTENTIAL = in_double_precision("network", "params", "np.array(places)")
# What counts as an answer: as good as a network that was trained in the usual way.
TOLERANCE = 0.1

# u(x) for centre 1 and width 0.1.
PLACES = [0.5, 0.875, 1.0, 1.125, 2.0, 2.75]
VALUES = [
    -0.085437184351322,
    -0.14824705021577,
    -0.16087437138281,
    -0.15963278962858,
    -0.091085915302527,
    -0.031244573242312,
]


def expect_potential(student, places: np.ndarray, exact: np.ndarray, wrong: Values) -> float:
    """Demand that `network` with `params` is the exact u at some places, roughly; returns the score.

    Args:
        places, exact: x and u(x), shape (n,).
        wrong: misconception → the u that it leads to there.
    """
    student.run(POTENTIAL, places=[float(place) for place in places])
    values = student.array("values", shape=exact.shape)
    scale = float(np.linalg.norm(exact))
    error = float(np.linalg.norm(values - exact)) / scale
    line = np.polyval(np.polyfit(places, values - exact, 1), places)
    ideas = {
        **{idea: values - value for idea, value in dict(wrong).items()},
        "the boundary is forgotten: u″ = f holds, but a straight line a + bx is left over": values - exact - line,
        "nothing is left of u: it is zero everywhere": values,
    }
    close = [idea for idea, rest in ideas.items() if np.linalg.norm(rest) <= TOLERANCE * scale]
    student.require(
        error <= TOLERANCE,
        f"`network` with these params is off by {100 * error:.2g} % of the size of u.",
        expected=f"at most {100 * TOLERANCE:g} %",
        misconception=close[0] if close else "",
    )
    return digits(error)


@check(
    "q11",
    points=0,
    retries=1,
    hint="Begin with a wide hump. Is u″ = f where you ask for it, and between those places? Are the ends at zero?",
)
def score_for_a_known_hump(student, rng):
    """`solve_accurately` finds the potential of a hump at x = 1 of width 0.1, to as many digits as it can."""
    student.run(f"{HUMP}\n{SOLVE}", centre=1.0, width=0.1, seed=7 + student.attempt)
    score = expect_potential(student, np.array(PLACES), np.array(VALUES), student.mistakes())
    student.remark = f"Score for this hump: {score:.2f}"
