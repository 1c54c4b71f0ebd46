"""hw2_derivatives, q1 to q4: the hidden checks about atoms. Other potentials, masses and clusters.

Tolerances: over 20 seeds in float32 the reference used less than 3 % of each of them. The room is for other ways to
write the same.
"""

from __future__ import annotations

import numpy as np

from autograder.checks.inputs import number, points
from autograder.oracles import hw2_atoms as oracle
from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw2_atoms import (
    SUMMED,
    UPHILL,
    wrong_counts,
    wrong_curvatures,
    wrong_dynamical_matrices,
    wrong_frequencies,
    wrong_lennard_jones,
    wrong_pair_sums,
)
from lecture08_utils.misconceptions.hw2_demands import expect_forces, expect_minimum, expect_modes, require_kind

check = CheckList("hidden")

LENNARD_JONES = "V = lambda r: 4.0 * epsilon * ((sigma / r) ** 12 - (sigma / r) ** 6)"
# Morse's potential as a difference of two exponentials: the place of its minimum is not among what is sent.
MORSE = "import jax.numpy as jnp\nV = lambda r: repulsion * jnp.exp(-2.0 * a * r) - attraction * jnp.exp(-a * r)"
BONDS = """\
import jax.numpy as jnp
def energy(X):
    bond = X[first] - X[second]
    return jnp.sum(k / 8 * (jnp.sum(bond**2, axis=1) - lengths**2) ** 2)
"""
# By squared distances, s = r², so that no root is taken.
LINE = """\
well = lambda s: 4.0 * epsilon * ((sigma**2 / s) ** 6 - (sigma**2 / s) ** 3)
squared = lambda X, i, j: ((X[i] - X[j]) ** 2).sum()
energy = lambda X: well(squared(X, 0, 1)) + well(squared(X, 1, 2)) + well(squared(X, 0, 2))
"""


def draw_lennard_jones(student, rng: np.random.Generator) -> oracle.LennardJones:
    """A random Lennard-Jones potential; the student's side gets it as `V`."""
    pair = oracle.LennardJones(number(rng, 1.5, 2.5), number(rng, 1.2, 1.8))
    student.run(LENNARD_JONES, epsilon=pair.epsilon, sigma=pair.sigma)
    return pair


def draw_morse(student, rng: np.random.Generator) -> oracle.Morse:
    """A random Morse potential; the student's side gets it as `V`."""
    depth, a, r0 = rng.uniform(1.5, 3.0), number(rng, 1.2, 1.8), rng.uniform(1.2, 1.6)
    repulsion = float(np.float32(depth * np.exp(2 * a * r0)))
    attraction = float(np.float32(2 * depth * np.exp(a * r0)))
    student.run(MORSE, repulsion=repulsion, attraction=attraction, a=a)
    pair = oracle.Morse(attraction**2 / (4 * repulsion), a, float(np.log(2 * repulsion / attraction) / a))
    return pair


@check(
    "q1",
    points=0.5,
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
        want=oracle.LennardJones(epsilon, sigma).value(r),
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


@check("q2", points=0.5, hint="Is V′ differentiated again, or squared? Try V = r³ at r = 2.")
def curvature_of_other_potentials(student, rng):
    """`curvature` of other potentials, where it is positive and where it is negative."""
    for draw, low, high in ((draw_lennard_jones, 0.0, 0.4), (draw_morse, -0.2, 1.2)):
        pair = draw(student, rng)
        r = pair.minimum + points(rng, low, high, 5)
        wrong = wrong_curvatures(pair.slope(r), pair.curvature(r))
        student.expect("curvature(V, r)", each={"r": r}, want=pair.curvature(r), rtol=3e-4, wrong=wrong)


@check("q2", points=0.5, hint="What becomes of ω if one of the two atoms is very heavy? Which mass is left?")
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


@check(
    "q3",
    points=0.75,
    hint="Count: how many terms has your sum for 2, 3 and 4 atoms? And for a single one?",
)
def energy_of_other_clusters(student, rng):
    """`total_energy` and `forces_at` with other potentials, clusters of several sizes, and a single atom."""
    pair = draw_morse(student, rng)
    r = pair.r0 + points(rng, -0.3, 1.0, int(rng.integers(5, 9)))
    student.run("F = forces_at(V, r)", r=r)
    require_kind(student, "F", shapes={(): SUMMED})
    student.expect("F", want=-pair.slope(r), wrong={UPHILL: pair.slope(r)})
    for n in (4, 7):
        X = oracle.random_cluster(rng, n, pair.r0)
        chain = float(pair.value(np.linalg.norm(X[1:] - X[:-1], axis=1)).sum())
        want = oracle.pair_energy(pair, X)
        student.expect("total_energy(V, X)", X=X, want=want, rtol=3e-4, wrong=wrong_pair_sums(want, chain))
    itself = "an atom is paired with itself"
    student.run("E = total_energy(V, X)", X=X[:1])
    require_kind(student, "E", nan=itself)
    wrong = {itself: oracle.pair_energy(pair, np.zeros((2, 3)))}
    student.expect("E", want=0.0, atol=1e-5, wrong=wrong)


@check(
    "q3",
    points=0.75,
    hint="Shift the cluster, turn it: what must become of the forces? Which force does a single atom feel?",
)
def forces_in_other_clusters(student, rng):
    """`forces` in clusters without symmetry: they add up to zero and turn with the cluster; one atom feels none."""
    pair = draw_lennard_jones(student, rng)
    X = oracle.random_cluster(rng, 5, pair.minimum)
    turned = (X @ oracle.random_rotation(rng).T + rng.normal(size=3)).astype(np.float32).astype(np.float64)
    # float32, 20 seeds of the reference: errors up to 3e-6 of the largest force.
    for place in (X, turned):
        expect_forces(student, place, oracle.pair_forces(pair, place), rtol=5e-4)
    morse = draw_morse(student, rng)
    X = oracle.random_cluster(rng, 3, morse.r0)
    expect_forces(student, X, oracle.pair_forces(morse, X), rtol=5e-4)
    student.run("F = forces(V, X)", X=X[:1])
    require_kind(student, "F", nan="an atom is paired with itself")
    student.expect("F", want=np.zeros((1, 3)), atol=1e-5)


def draw_molecule(student, rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A molecule without symmetry at rest; the student's side gets its `energy`.

    Returns:
        Positions (n, 3), masses (n,) between 0.5 and 4, and the Hessian (3n, 3n).
    """
    X = oracle.random_cluster(rng, n, 1.0)
    bonds = np.array([(i, j) for i in range(n) for j in range(i)])
    # Bonds at rest: no force acts on any atom, whatever its shape.
    lengths = np.linalg.norm(X[bonds[:, 0]] - X[bonds[:, 1]], axis=1)
    k = points(rng, 0.5, 2.0, len(bonds))
    masses = points(rng, 0.5, 1.0, n) * np.arange(1, n + 1)
    student.run(BONDS, first=bonds[:, 0], second=bonds[:, 1], k=k, lengths=lengths)
    return X, masses, oracle.quartic_bonds_hessian(X, bonds, k, lengths)


@check(
    "q4",
    points=0.5,
    hint="To which atom does coordinate 3i + 1 belong? Print the masses in the order in which you use them.",
)
def matrices_of_a_molecule(student, rng):
    """Hessian and dynamical matrix of a molecule without symmetry, every atom of another mass."""
    n = int(rng.integers(3, 6))
    X, masses, H = draw_molecule(student, rng, n)
    student.expect("hessian_matrix(energy, X)", X=X, want=H, rtol=3e-4, wrong={"the sign of the Hessian": -H})
    student.expect(
        "dynamical_matrix(energy, X, masses)",
        masses=masses,
        want=oracle.dynamical_matrix(H, masses),
        rtol=3e-4,
        wrong=wrong_dynamical_matrices(H, masses),
    )


@check(
    "q4",
    points=0.5,
    hint="Two atoms of mass m on one of mass M: which of the modes does M take part in? Does your ω² know both?",
)
def modes_of_unlike_masses(student, rng):
    """Normal modes of m–M–m in line, and of a molecule without symmetry."""
    k, m, M = number(rng, 1.5, 4.0), number(rng, 0.5, 1.5), number(rng, 2.0, 5.0)
    student.run("energy = lambda X: k / 2 * ((X[1:, 0] - X[:-1, 0] - 1.0) ** 2).sum()", k=k)
    X = np.array([[-1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    springs = k * np.array([[1.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 1.0]])
    want = np.array([0.0] * 7 + [k / m, k / m + 2 * k / M])
    expect_modes(student, np.kron(springs, np.diag([1.0, 0.0, 0.0])), X, np.array([m, M, m]), want)
    X, masses, H = draw_molecule(student, rng, 4)
    want = np.linalg.eigvalsh(oracle.dynamical_matrix(H, masses))
    expect_modes(student, H, X, masses, want)


@check(
    "q4",
    points=0.5,
    hint="What does a negative ω² say about the place X? Is it still there when your function returns?",
)
def saddle_of_three_atoms_in_line(student, rng):
    """Three Lennard-Jones atoms in line: two unstable modes and five free ones, whatever the unit of energy."""
    pair = oracle.LennardJones(number(rng, 0.5, 2.0), number(rng, 0.9, 1.2))
    student.run(LINE, epsilon=pair.epsilon, sigma=pair.sigma)
    spacing = 1.1210299382816955 * pair.sigma
    X = spacing * np.array([[-1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    masses = np.full(3, number(rng, 1.0, 3.0))
    H = oracle.pair_hessian(pair, X)
    want = np.linalg.eigvalsh(oracle.dynamical_matrix(H, masses))
    expect_modes(student, H, X, masses, want)
    # Measured in float32: zeros below 2e-6 of the largest ω², the unstable pair at 1.3e-3 of it.
    for omega2 in (want, 1e4 * points(rng, -1.0, 1.0, 8) ** 9):
        wrong = wrong_counts(omega2, 1e-4)
        count = int(np.sum(np.abs(omega2) <= 1e-4 * np.abs(omega2).max()))
        student.expect("count_zero_modes(omega2, 1e-4)", omega2=omega2, want=count, wrong=wrong)
    # Two values on the border, both in numbers that no precision rounds.
    omega2 = np.array([-1.0, 0.5, 0.25, 0.125, 1.0, 2.0, 3.0, 3.5, -4.0])
    wrong = wrong_counts(omega2, 0.25) | {"values equal to the tolerance are left out: < instead of ≤": 3}
    student.expect("count_zero_modes(omega2, 0.25)", omega2=omega2, want=5, wrong=wrong)
