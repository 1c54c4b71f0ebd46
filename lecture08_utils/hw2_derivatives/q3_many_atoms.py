"""hw2_derivatives, q3: many atoms; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.mistakes import Values
from lecture08_utils.hw2_derivatives.demands import require_kind
from lecture08_utils.hw2_derivatives.unit_atoms import LENNARD_JONES, R_MIN, TRIANGLE

question = Question(
    "q3",
    "Many atoms",
    ("forces_at", "total_energy", "forces"),
    prerequisites=("q1",),
    concepts=(
        "Force as minus the gradient of a potential",
        "`jax.vmap`: one function, many points",
    ),
)

check = CheckList("public")

# 1.5 apart, and apart along x, y and z: squares that are added up along the wrong axis make no NaN here.
PAIR = np.array([[0.0, 0.0, 0.0], [0.5, 1.0, 1.0]])

NOT_SUMMED = "the energy of each pair: their sum is missing"
SUMMED = "one number for all separations: the gradient of a sum, or a sum of gradients"


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="Does it work for one separation? vmap walks along every argument, along V too, unless in_axes says "
    "otherwise (fact 3).",
)
def forces_at_many_separations(student, rng):
    """`forces_at` of V = r³ − 2r at four separations."""
    student.run("V = lambda r: r**3 - 2.0 * r")
    student.run("F = forces_at(V, r)", r=np.array([0.5, 1.0, 1.5, 2.0]), compiled=True)
    require_kind(student, "F", shapes={(): SUMMED}, shape=(4,))
    student.expect("F", want=[1.25, -1.0, -4.75, -10.0], wrong=student.mistakes())


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="How many pairs do three atoms form? Which of them does your sum visit, and how often?",
)
def energy_of_a_triangle(student, rng):
    """`total_energy` of two atoms, and of three that are all at the distance of the minimum."""
    student.run(LENNARD_JONES)
    student.run("E = total_energy(V, X)", X=PAIR, compiled=True)
    require_kind(
        student, "E", shapes={(1,): NOT_SUMMED, (2,): "an energy for each atom: their sum is missing"}, shape=()
    )
    student.expect("E", want=-0.3203366, wrong=student.mistakes("two atoms"))
    student.expect("total_energy(V, X)", X=R_MIN * TRIANGLE, want=-3.0, wrong=student.mistakes("triangle"))


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="Ask for the forces of two atoms only. Which argument of total_energy is differentiated, and which way does "
    "an atom move where E falls? If NaN comes back: is the distance of an atom to itself computed anywhere?",
)
def forces_on_two_atoms(student, rng):
    """`forces` on two atoms at r = 1.5, which attract each other, and on one alone, which feels none."""
    student.run(LENNARD_JONES)
    pull = 1.158029 * np.array([1.0, 2.0, 2.0]) / 3
    expect_forces(student, PAIR, np.array([pull, -pull]), 1e-4, wrong=student.mistakes())
    expect_no_force(student)


def expect_no_force(student) -> None:
    """Demand that a single atom feels no force; `V` must have been defined."""
    student.run("F = forces(V, X)", X=np.array([[0.5, 1.0, 1.0]]), compiled=True)
    require_kind(student, "F", nan="an atom is paired with itself")
    student.expect("F", want=np.zeros((1, 3)), atol=1e-5)


def expect_forces(student, X: np.ndarray, want: np.ndarray, rtol: float, wrong: Values) -> None:
    """Demand that `forces(V, X)` has the value `want`, shape (N, 3), and that no force is left over.

    Args:
        wrong: misconception → the value that it leads to.
    """
    diagonal = "an atom met itself: √0 has an infinite slope, and a mask that comes after it makes NaN of it"
    student.run("F = forces(V, X)", X=X, compiled=True)
    require_kind(student, "F", nan=diagonal)
    got = student.array("F", shape=want.shape)
    left = np.abs(got.sum(axis=0)).max()
    student.require(
        left <= 1e-3 * np.abs(got).max(initial=1e-6),
        f"The forces of a cluster on itself must add up to zero; {left:.2g} is left over.",
        returned=got,
    )
    student.expect("F", want=want, rtol=rtol, wrong=wrong)
