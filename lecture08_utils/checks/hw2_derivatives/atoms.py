"""hw2_derivatives, public checks of pairs, clusters and their vibrations (q1 to q4)."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.checking.exact import expect_exact
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

check = CheckList("public")

LENNARD_JONES = "V = lambda r: 4.0 * (r**-12 - r**-6)"
R_MIN, STIFFNESS = 1.122462048, 57.14643787  # 2^(1/6) and 72/2^(1/3)
TRIANGLE = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.5, np.sqrt(0.75), 0.0]])
THREE_SPRINGS = """\
import jax.numpy as jnp
stretch = lambda X, i, j: jnp.linalg.norm(X[i] - X[j]) - 1.0
energy = lambda X: 0.5 * k * (stretch(X, 0, 1) ** 2 + stretch(X, 1, 2) ** 2 + stretch(X, 2, 0) ** 2)
"""


@check("q1", points=0.5, hint="What is V at r = σ? And which way does an atom move where V falls with r?")
def energy_and_force_of_a_pair(student, rng):
    """`lennard_jones` at four separations, and `force` of V = 2r³ at three."""
    r = np.array([0.95, 1.0, 1.5, 2.5])
    want = [1.9609747, 0.0, -0.3203366, -0.0163169]
    student.expect("lennard_jones(r)", r=r, want=want, wrong=wrong_lennard_jones(r, 1.0, 1.0))
    student.run("V = lambda r: 2.0 * r**3")
    r = np.array([0.5, 1.0, 1.5])
    wrong = {UPHILL: 6 * r**2, "the energy instead of the force": 2 * r**3}
    student.expect("force(V, r)", each={"r": r}, want=[-1.5, -6.0, -13.5], wrong=wrong)


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


@check("q2", points=0.5, hint="How often is V differentiated for a spring constant, and is there a sign?")
def curvature_of_known_functions(student, rng):
    """`curvature` of r³ − r² at three places, and of the Lennard-Jones potential at its minimum."""
    student.run("V = lambda r: r**3 - r**2")
    r = np.array([0.25, 1.0, 1.5])
    want = np.array([-0.5, 4.0, 7.0])
    student.expect("curvature(V, r)", each={"r": r}, want=want, wrong=wrong_curvatures(3 * r**2 - 2 * r, want))
    student.run(LENNARD_JONES)
    student.expect("curvature(V, r)", r=R_MIN, want=STIFFNESS, rtol=1e-4)


@check("q2", points=0.5, hint="Two equal masses on a spring: how does each of them move, and which mass is in ω?")
def frequency_of_two_equal_atoms(student, rng):
    """`vibration_frequency` of two atoms of mass 1 in the Lennard-Jones potential."""
    student.run(LENNARD_JONES)
    student.expect(
        "vibration_frequency(V, r_min, 1.0, 1.0)",
        r_min=R_MIN,
        want=10.690785,  # √(2k)
        rtol=1e-4,
        wrong=wrong_frequencies(STIFFNESS, 1.0, 1.0),
    )


@check(
    "q3",
    points=0.5,
    hint="Does it work for one separation? vmap walks along every argument, along V too, unless in_axes says "
    "otherwise (fact 3).",
)
def forces_at_many_separations(student, rng):
    """`forces_at` of V = r³ − 2r at four separations."""
    student.run("V = lambda r: r**3 - 2.0 * r")
    r = np.array([0.5, 1.0, 1.5, 2.0])
    want = np.array([1.25, -1.0, -4.75, -10.0])
    student.run("F = forces_at(V, r)", r=r)
    require_kind(student, "F", shapes={(): SUMMED}, shape=(4,))
    wrong = {UPHILL: -want, "the energy instead of the force": r**3 - 2 * r}
    student.expect("F", want=want, wrong=wrong)


@check("q3", points=0.5, hint="How many pairs do three atoms form? Which of them does your sum visit, and how often?")
def energy_of_a_triangle(student, rng):
    """`total_energy` of two atoms, and of three that are all at the distance of the minimum."""
    student.run(LENNARD_JONES)
    X = np.array([[0.0, 0.0, 0.0], [0.9, 1.2, 0.0]])
    wrong = wrong_pair_sums(-0.3203366)
    student.expect("total_energy(V, X)", X=X, want=-0.3203366, wrong=wrong)
    wrong = wrong_pair_sums(-3.0, neighbours=-2.0)
    student.expect("total_energy(V, X)", X=R_MIN * TRIANGLE, want=-3.0, wrong=wrong)


@check(
    "q3",
    points=0.5,
    hint="Ask for the forces of two atoms only. Which argument of total_energy is differentiated, and which way does "
    "an atom move where E falls? If NaN comes back: is the distance of an atom to itself computed anywhere?",
)
def forces_on_two_atoms(student, rng):
    """`forces` on two atoms at r = 1.5, which attract each other."""
    student.run(LENNARD_JONES)
    X = np.array([[0.0, 0.0, 0.0], [0.9, 1.2, 0.0]])
    pull = 1.158029 * np.array([0.6, 0.8, 0.0])
    expect_forces(student, X, np.array([pull, -pull]) + 0.0, 1e-4)


@check(
    "q4",
    points=0.5,
    hint="Give the atoms names: to which atom does coordinate number 2 belong, and what is its mass? Is your D equal "
    "to its transpose?",
)
def matrices_of_two_atoms(student, rng):
    """Hessian and dynamical matrix of two atoms of masses 1 and 4, joined by springs along x and y."""
    student.run("energy = lambda X: 1.5 * (X[1, 0] - X[0, 0] - 1.0) ** 2 + 1.0 * (X[1, 1] - X[0, 1]) ** 2")
    X = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    H, masses = np.kron([[1.0, -1.0], [-1.0, 1.0]], np.diag([3.0, 2.0, 0.0])) + 0.0, np.array([1.0, 4.0])
    student.expect("hessian_matrix(energy, X)", X=X, want=H, wrong={"the sign of the Hessian": -H})
    D = np.kron([[1.0, -0.5], [-0.5, 0.25]], np.diag([3.0, 2.0, 0.0])) + 0.0
    wrong = wrong_dynamical_matrices(H, masses)
    student.expect("dynamical_matrix(energy, X, masses)", masses=masses, want=D, wrong=wrong)


@check(
    "q4",
    points=0.75,
    hint="Multiply: does D @ modes[:, k] give omega2[k] times modes[:, k]? And which of eig and eigh knows that D is "
    "symmetric?",
)
def modes_of_a_triangle(student, rng):
    """Normal modes of three atoms of mass 1 joined by three springs."""
    student.run(THREE_SPRINGS, k=2.0)
    H = triangle_of_springs(2.0)
    want = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 6.0]
    expect_modes(student, H, TRIANGLE, np.ones(3), np.array(want))


def triangle_of_springs(k: float) -> np.ndarray:
    """Second derivatives of the energy of three springs at rest, shape (9, 9): each is k along itself, 0 across."""
    H = np.zeros((3, 3, 3, 3))
    for i, j in ((0, 1), (1, 2), (2, 0)):
        along = k * np.outer(TRIANGLE[i] - TRIANGLE[j], TRIANGLE[i] - TRIANGLE[j])
        for a, b, sign in ((i, i, 1), (j, j, 1), (i, j, -1), (j, i, -1)):
            H[a, :, b, :] += sign * along
    return H.reshape(9, 9)


@check("q4", points=0.25, hint="How small is small, if the largest |ω²| is 80? And how large is −2?")
def zero_modes_of_a_list(student, rng):
    """`count_zero_modes` of six values, three of them negligible."""
    omega2 = np.array([-2.0, -1e-4, 0.0, 3e-4, 50.0, 80.0])
    expect_exact(student, "count_zero_modes(omega2, 1e-5)", omega2=omega2, want=3, wrong=wrong_counts(omega2, 1e-5))
