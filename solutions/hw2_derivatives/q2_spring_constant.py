"""hw2_derivatives, q2: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.unit_atoms import STIFFNESS
from solutions.hw2_derivatives.potentials import draw_lennard_jones, draw_morse
from solutions.inputs import number, points

# Tolerances: over 20 seeds in float32 the reference used less than 3 % of each of them. The room is for other ways to
# write the same.
check = CheckList("hidden")
mistakes = MistakeList()


@check("q2", points=0.5, compiled=True, hint="Is V′ differentiated again, or squared? Try V = r³ at r = 2.")
def curvature_of_other_potentials(student, rng):
    """`curvature` of other potentials, where it is positive and where it is negative."""
    for draw, low, high in ((draw_lennard_jones, 0.0, 0.4), (draw_morse, -0.2, 1.2)):
        pair = draw(student, rng)
        r = pair.minimum + points(rng, low, high, 5)
        wrong = wrong_curvatures(pair.slope(r), pair.curvature(r))
        student.expect("curvature(V, r)", each={"r": r}, want=pair.curvature(r), rtol=3e-4, wrong=wrong)


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="What becomes of ω if one of the two atoms is very heavy? Which mass is left?",
)
def frequency_of_unequal_atoms(student, rng):
    """`vibration_frequency` of atoms of different masses, in two other potentials."""
    for draw in (draw_lennard_jones, draw_morse):
        pair = draw(student, rng)
        m1, m2 = number(rng, 0.5, 1.5), number(rng, 2.0, 6.0)
        k = float(pair.curvature(pair.minimum))
        student.expect(
            "vibration_frequency(V, r_min, m1, m2)",
            r_min=pair.minimum,
            m1=m1,
            m2=m2,
            want=np.sqrt(k * (m1 + m2) / (m1 * m2)),
            wrong=wrong_frequencies(k, m1, m2),
        )


def wrong_curvatures(slope: np.ndarray, curvature: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of V″: misconception → value."""
    return {
        "V′, the slope, instead of V″": slope,
        "−V′, the force, instead of V″": -slope,
        "(V′)², the square of the slope, instead of V″": slope**2,
        "−V″: the derivative of the force, with its sign": -curvature,
        "½V″: the ½ belongs to the energy ½kx², not to k": curvature / 2,
    }


def wrong_frequencies(k: float, m1: float, m2: float) -> list[tuple[str, float]]:
    """What popular mistakes make of √(k/μ): misconception and value."""
    right = k * (m1 + m2) / (m1 * m2)
    return [
        ("one of the masses instead of the reduced mass", np.sqrt(k / m1)),
        ("one of the masses instead of the reduced mass", np.sqrt(k / m2)),
        ("half of one of the masses: that is μ of two equal ones", np.sqrt(2 * k / m1)),
        ("half of one of the masses: that is μ of two equal ones", np.sqrt(2 * k / m2)),
        ("the mean of the masses instead of the reduced mass", np.sqrt(2 * k / (m1 + m2))),
        ("the sum of the masses instead of the reduced mass", np.sqrt(k / (m1 + m2))),
        ("the reduced mass upside down: 1/m₁ + 1/m₂ is 1/μ", np.sqrt(k * m1 * m2 / (m1 + m2))),
        ("ω² instead of ω", right),
        ("the frequency ω/2π instead of the angular frequency ω", np.sqrt(right) / (2 * np.pi)),
        ("the period 2π/ω instead of ω", 2 * np.pi / np.sqrt(right)),
    ]


@mistakes("q2.curvature_of_known_functions")
def curvatures_of_a_cubic():
    r = np.array([0.25, 1.0, 1.5])
    return wrong_curvatures(3 * r**2 - 2 * r, 6 * r - 2)


@mistakes("q2.frequency_of_two_atoms")
def frequencies_of_two_atoms():
    return wrong_frequencies(STIFFNESS, 1.0, 3.0)
