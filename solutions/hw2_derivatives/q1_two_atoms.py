"""hw2_derivatives, q1: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.q1_two_atoms import expect_minimum
from solutions.hw2_derivatives.potentials import LennardJones, draw_lennard_jones, draw_morse
from solutions.inputs import number, points

# Tolerances: over 20 seeds in float32 the reference used less than 3 % of each of them. The room is for other ways to
# write the same.
check = CheckList("hidden")
mistakes = MistakeList()

UPHILL = "the sign of the force: it points uphill, along +∇E"


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Does lennard_jones use epsilon and sigma, both of them? Does force use V, whatever V is?",
)
def pairs_of_other_sizes(student, rng):
    """`lennard_jones` with other ε and σ, and `force` of another potential."""
    epsilon, sigma = number(rng, 1.5, 2.5), number(rng, 1.2, 1.8)
    r = sigma * points(rng, 0.95, 2.5, 6)
    r = r.astype(np.float32).astype(np.float64)
    student.expect(
        "lennard_jones(r, epsilon, sigma)",
        r=r,
        epsilon=epsilon,
        sigma=sigma,
        want=LennardJones(epsilon, sigma).value(r),
        wrong=wrong_lennard_jones(r, epsilon, sigma),
    )
    morse = draw_morse(student, rng)
    r = morse.r0 + points(rng, -0.4, 1.0, 6)
    wrong = {UPHILL: morse.slope(r), "the energy instead of the force": morse.value(r)}
    student.expect("force(V, r)", each={"r": r}, want=-morse.slope(r), wrong=wrong)


@check("q1", points=0.5, hint="Does your loop end where V′ = 0 for any V, or where it is for Lennard-Jones?")
def minimum_of_other_potentials(student, rng):
    """`find_minimum` of a Lennard-Jones potential with other ε and σ, and of another potential."""
    pair = draw_lennard_jones(student, rng)
    # From the first of them Newton's method needs five rounds at least.
    starts = pair.sigma * np.array([number(rng, 0.95, 0.98), number(rng, 1.1, 1.2)])
    expect_minimum(student, starts, np.full(2, pair.minimum), sigma=pair.sigma, depth=pair.epsilon)
    morse = draw_morse(student, rng)
    starts = morse.r0 + points(rng, -0.5, 0.4, 2) / morse.a
    expect_minimum(student, starts, np.full(2, morse.r0), sigma=1.0, depth=morse.depth)


def wrong_lennard_jones(r: np.ndarray, epsilon: float, sigma: float) -> dict[str, np.ndarray]:
    """What popular mistakes make of the Lennard-Jones energy: misconception → value."""
    six, unit = (sigma / r) ** 6, r**-6.0
    return {
        "the factor 4 is missing": epsilon * (six**2 - six),
        "attraction and repulsion are exchanged": 4 * epsilon * (six - six**2),
        "repulsion is added to attraction: the minus is missing": 4 * epsilon * (six**2 + six),
        "ε and σ are not used": 4 * (unit**2 - unit),
        "ε is not used": 4 * (six**2 - six),
        "σ is not used": 4 * epsilon * (unit**2 - unit),
        "r/σ instead of σ/r": 4 * epsilon * (1 / six**2 - 1 / six),
        "σ taken for the place of the minimum": epsilon * (six**2 - 2 * six),
    }


@mistakes("q1.energy_and_force_of_a_pair", "lennard_jones")
def energies_of_a_pair():
    return wrong_lennard_jones(np.array([0.95, 1.0, 1.5, 2.5]), 1.0, 1.0)


@mistakes("q1.energy_and_force_of_a_pair", "other units")
def energies_of_a_smaller_pair():
    return wrong_lennard_jones(np.array([0.5, 0.75, 1.0]), 2.0, 0.5)


@mistakes("q1.energy_and_force_of_a_pair", "force")
def forces_of_a_pair():
    r = np.array([0.5, 1.0, 1.5])
    return {UPHILL: 6 * r**2, "the energy instead of the force": 2 * r**3}
