"""hw2_derivatives, q1: two atoms and the force between them; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.hw2_derivatives.demands import require_kind
from lecture08_utils.hw2_derivatives.unit_atoms import LENNARD_JONES, R_MIN

question = Question(
    "q1",
    "Two atoms and the force between them",
    ("lennard_jones", "force", "find_minimum"),
    concepts=(
        "Force as minus the gradient of a potential",
        "`jax.grad`, and derivatives in one direction",
        "The Lennard-Jones potential: force and curvature",
    ),
)

check = CheckList("public")


@check(
    "q1", points=0.5, compiled=True, hint="What is V at r = σ? And which way does an atom move where V falls with r?"
)
def energy_and_force_of_a_pair(student, rng):
    """`lennard_jones` at four separations, then with ε = 2 and σ = 0.5, and `force` of V = 2r³."""
    r = np.array([0.95, 1.0, 1.5, 2.5])
    want = [1.9609747, 0.0, -0.3203366, -0.0163169]
    student.expect("lennard_jones(r)", r=r, want=want, wrong=student.mistakes("lennard_jones"))
    r = np.array([0.5, 0.75, 1.0])  # σ, 1.5 σ, 2 σ
    want = [0.0, -0.6406731, -0.1230469]
    student.expect("lennard_jones(r, 2.0, 0.5)", r=r, want=want, wrong=student.mistakes("other units"))
    student.run("V = lambda r: 2.0 * r**3")
    r = np.array([0.5, 1.0, 1.5])
    student.expect("force(V, r)", each={"r": r}, want=[-1.5, -6.0, -13.5], wrong=student.mistakes("force"))


@check(
    "q1",
    points=0.5,
    hint="Print r after every step of your loop. Does it still change at the end? And where does a Newton step lead "
    "if V″ is negative?",
)
def minimum_of_lennard_jones(student, rng):
    """`find_minimum` of the Lennard-Jones potential, from three starts."""
    student.run(LENNARD_JONES)
    starts = np.array([0.95, 1.06, 1.2])
    expect_minimum(student, starts, np.full(3, R_MIN), sigma=1.0, depth=1.0)


def expect_minimum(student, starts: np.ndarray, want: np.ndarray, sigma: float, depth: float) -> None:
    """Demand that `find_minimum(V, r0)` is right to five digits; V must have been defined.

    Args:
        starts, want: shape (n,).
        sigma, depth: a length and an energy that are mistaken for the answer.
    """
    for r0, right in zip(starts.tolist(), want.tolist(), strict=True):
        student.run("r = find_minimum(V, r0)", r0=r0)
        require_kind(student, "r", nan="Newton's steps ran away to r = 0 or ∞")
        got = student.number("r")
        is_energy = abs(got + depth) < 1e-3 * depth
        student.require(
            right / 3 < got < 3 * right,
            "That is far away from the well.",
            returned=got,
            expected="a separation of the order of 1",
            misconception="the energy at the minimum instead of its place"
            if is_energy
            else "Newton's steps ran away: the sign of a step, or a start where V″ < 0",
        )
        wrong = {
            "σ, where V crosses zero, instead of the minimum": sigma,
            "the start r0 came back": r0,
        }
        # A loop that was stopped too early ends nearer than it began, and elsewhere if it begins elsewhere.
        is_nearer = 3e-5 * right < abs(got - right) < abs(r0 - right)
        if is_nearer and abs(student.number("find_minimum(V, 1.01 * r0)") - got) > 1e-6 * right:
            wrong["on its way to the minimum: more rounds are needed"] = got
        # Newton in float32 ends within 2e-7 of the minimum.
        student.expect("r", want=right, rtol=3e-5, wrong=wrong)
