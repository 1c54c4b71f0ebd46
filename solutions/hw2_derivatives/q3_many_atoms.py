"""hw2_derivatives, q3: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.demands import require_kind
from lecture08_utils.hw2_derivatives.q3_many_atoms import PAIR, SUMMED, expect_forces
from solutions.hw2_derivatives.potentials import LennardJones, Pair, draw_lennard_jones, draw_morse, random_cluster
from solutions.hw2_derivatives.q1_two_atoms import UPHILL
from solutions.inputs import points

# Tolerances: over 20 seeds in float32 the reference used less than 3 % of each of them. The room is for other ways to
# write the same.
check = CheckList("hidden")
mistakes = MistakeList()

WRONG_AXIS = "squares added up over the pairs (axis 0) instead of over x, y and z"


@check(
    "q3",
    points=0.75,
    compiled=True,
    hint="Count: how many terms has your sum for 2, 3 and 4 atoms? And for a single one?",
)
def energy_of_other_clusters(student, rng):
    """`total_energy` and `forces_at` with other potentials, clusters of several sizes, and a single atom."""
    pair = draw_morse(student, rng)
    r = pair.r0 + points(rng, -0.3, 1.0, int(rng.integers(5, 9)))
    student.run("F = forces_at(V, r)", r=r, compiled=True)
    require_kind(student, "F", shapes={(): SUMMED})
    student.expect("F", want=-pair.slope(r), wrong={UPHILL: pair.slope(r)})
    for n in (4, 7):
        X = random_cluster(rng, n, pair.r0)
        chain = float(pair.value(np.linalg.norm(X[1:] - X[:-1], axis=1)).sum())
        want = pair_energy(pair, X)
        student.expect(
            "total_energy(V, X)",
            X=X,
            want=want,
            rtol=3e-4,
            wrong=wrong_pair_sums(want, chain) | summed_over_pairs(pair, X),
        )
    itself = "an atom is paired with itself"
    student.run("E = total_energy(V, X)", X=X[:1], compiled=True)
    require_kind(student, "E", nan=itself)
    wrong = {itself: pair_energy(pair, np.zeros((2, 3)))}
    student.expect("E", want=0.0, atol=1e-5, wrong=wrong)


@check(
    "q3",
    points=0.75,
    compiled=True,
    hint="Shift the cluster, turn it: what must become of the forces?",
)
def forces_in_other_clusters(student, rng):
    """`forces` in clusters without symmetry: they add up to zero and turn with the cluster."""
    pair = draw_lennard_jones(student, rng)
    X = random_cluster(rng, 5, pair.minimum)
    turned = (X @ random_rotation(rng).T + rng.normal(size=3)).astype(np.float32).astype(np.float64)
    # float32, 20 seeds of the reference: errors up to 3e-6 of the largest force.
    for place in (X, turned):
        want = pair_forces(pair, place)
        expect_forces(student, place, want, rtol=5e-4, wrong=wrong_forces(want))
    morse = draw_morse(student, rng)
    X = random_cluster(rng, 3, morse.r0)
    want = pair_forces(morse, X)
    expect_forces(student, X, want, rtol=5e-4, wrong=wrong_forces(want))


def pair_energy(pair: Pair, X: np.ndarray) -> float:
    """Energy of a cluster, each pair once; X has shape (N, 3)."""
    return float(sum(pair.value(np.linalg.norm(X[i] - X[j])) for i in range(len(X)) for j in range(i)))


def pair_forces(pair: Pair, X: np.ndarray) -> np.ndarray:
    """Forces in a cluster, shape (N, 3)."""
    F = np.zeros_like(X)
    for i in range(len(X)):
        for j in range(i):
            d = X[i] - X[j]
            r = np.linalg.norm(d)
            push = -pair.slope(r) * d / r
            F[i] += push
            F[j] -= push
    return F


def random_rotation(rng: np.random.Generator) -> np.ndarray:
    """A proper rotation, shape (3, 3)."""
    Q, R = np.linalg.qr(rng.normal(size=(3, 3)))
    Q = Q * np.sign(np.diag(R))
    return Q * np.linalg.det(Q)


def summed_over_pairs(pair: Pair, X: np.ndarray) -> dict[str, float]:
    """What becomes of the energy of a cluster if squares are added up along the wrong axis: misconception → value."""
    i, j = np.triu_indices(len(X), k=1)
    return {WRONG_AXIS: float(pair.value(np.linalg.norm(X[i] - X[j], axis=0)).sum())}


def wrong_pair_sums(right: Any, neighbours: Any = np.nan) -> dict[str, Any]:
    """What popular mistakes make of an energy or of forces that are a sum over pairs: misconception → value.

    Args:
        neighbours: the sum over pairs that follow each other in the list of atoms.
    """
    right = np.asarray(right)
    return {
        "each pair is counted twice: i ≠ j instead of i < j": 2 * right,
        "each pair is counted once and then halved": right / 2,
        "only atoms that follow each other in the list are paired": neighbours,
    }


def wrong_forces(right: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of the forces in a cluster: misconception → value."""
    return {UPHILL: -right, **wrong_pair_sums(right)}


@mistakes("q3.forces_at_many_separations")
def forces_of_a_cubic():
    r = np.array([0.5, 1.0, 1.5, 2.0])
    return {UPHILL: 3 * r**2 - 2, "the energy instead of the force": r**3 - 2 * r}


@mistakes("q3.energy_of_a_triangle", "two atoms")
def energy_of_two_atoms():
    return wrong_pair_sums(-0.3203366) | summed_over_pairs(LennardJones(), PAIR)


@mistakes("q3.energy_of_a_triangle", "triangle")
def energy_of_three_atoms():
    return wrong_pair_sums(-3.0, neighbours=-2.0)


@mistakes("q3.forces_on_two_atoms")
def forces_on_a_pair():
    pull = 1.158029 * np.array([1.0, 2.0, 2.0]) / 3
    along_axes = LennardJones().slope(np.array([0.5, 1.0, 1.0]))
    return wrong_forces(np.array([pull, -pull])) | {WRONG_AXIS: np.array([along_axes, -along_axes])}
