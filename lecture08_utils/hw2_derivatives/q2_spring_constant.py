"""hw2_derivatives, q2: the spring inside the potential; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.hw2_derivatives.unit_atoms import LENNARD_JONES, R_MIN, STIFFNESS

question = Question(
    "q2",
    "The spring inside the potential",
    ("curvature", "vibration_frequency"),
    concepts=(
        "Second derivatives by `jax.grad` of `jax.grad`",
        "The Lennard-Jones potential: force and curvature",
    ),
)

check = CheckList("public")


@check(
    "q2", points=0.5, compiled=True, hint="How often is V differentiated for a spring constant, and is there a sign?"
)
def curvature_of_known_functions(student, rng):
    """`curvature` of r³ − r² at three places, and of the Lennard-Jones potential at its minimum."""
    student.run("V = lambda r: r**3 - r**2")
    r = np.array([0.25, 1.0, 1.5])
    student.expect("curvature(V, r)", each={"r": r}, want=[-0.5, 4.0, 7.0], wrong=student.mistakes())
    student.run(LENNARD_JONES)
    student.expect("curvature(V, r)", r=R_MIN, want=STIFFNESS, rtol=1e-4)


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="What is 1/μ here? And what would your μ be for two equal masses, and for an atom bound to a wall?",
)
def frequency_of_two_atoms(student, rng):
    """`vibration_frequency` of two atoms of masses 1 and 3 in the Lennard-Jones potential."""
    student.run(LENNARD_JONES)
    student.expect(
        "vibration_frequency(V, r_min, 1.0, 3.0)",
        r_min=R_MIN,
        want=8.7289895,  # √(4k/3)
        rtol=1e-4,
        wrong=student.mistakes(),
    )
