"""hw2_derivatives: the assignment and the checks that students run themselves.

Expected values are rounded tables, worked out by hand from the formula beside them. Potentials, energies,
Lagrangians and free energies are injected, so that each question is judged alone.
"""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import Assignment, CheckList, Question
from lecture08_utils.misconceptions.hw2_atoms import (
    ROOT,
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
from lecture08_utils.misconceptions.hw2_motion import (
    DEFINITE,
    EULER,
    OVERFLOW,
    wrong_chain_waves,
    wrong_energies,
    wrong_free_spins,
    wrong_motions,
    wrong_products,
    wrong_responses,
)

assignment = Assignment(
    name="hw2_derivatives",
    title="Physics by differentiation",
    questions=(
        Question("q1", "Two atoms and the force between them", ("lennard_jones", "force", "find_minimum")),
        Question("q2", "The spring inside the potential", ("curvature", "vibration_frequency")),
        Question("q3", "Many atoms", ("forces_at", "total_energy", "forces"), prerequisites=("q1",)),
        Question(
            "q4",
            "Normal modes",
            ("hessian_matrix", "dynamical_matrix", "normal_modes", "count_zero_modes"),
        ),
        Question("q5", "Phonons", ("phonon_omega2",)),
        Question("q6", "From a Lagrangian to a motion", ("acceleration", "energy", "trajectory")),
        Question(
            "q7",
            "Response functions",
            ("free_spin_F", "ising_ring_F", "mean_field_F", "susceptibility"),
        ),
        Question("q8", "A Hessian that is never written down", ("hvp",)),
        Question("q9", "A figure of your own, explained", manual_points=2),
    ),
)

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
    hint="Print r after every step of your loop. Where does a Newton step lead if V″ is negative?",
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


@check("q3", points=0.5, hint="Does it work for one separation? What does vmap make of a function of one number?")
def forces_at_many_separations(student, rng):
    """`forces_at` of V = r³ − 2r at four separations."""
    student.run("V = lambda r: r**3 - 2.0 * r")
    r = np.array([0.5, 1.0, 1.5, 2.0])
    want = np.array([1.25, -1.0, -4.75, -10.0])
    require_kind(student, "forces_at(V, r)", r=r, shapes={(): SUMMED})
    wrong = {UPHILL: -want, "the energy instead of the force": r**3 - 2 * r}
    student.expect("forces_at(V, r)", r=r, want=want, wrong=wrong)


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
    hint="Ask for the forces of two atoms only. Is the distance of an atom to itself computed anywhere, and what is "
    "the slope of a root at zero?",
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
    points=1,
    hint="Multiply: does D @ modes[:, k] give omega2[k] times modes[:, k]? And how small is small, if the largest ω² "
    "is 80?",
)
def modes_of_a_triangle(student, rng):
    """Normal modes of three atoms of mass 1 joined by three springs, and `count_zero_modes` of a list."""
    student.run(THREE_SPRINGS, k=2.0)
    H = triangle_of_springs(2.0)
    want = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 6.0]
    expect_modes(student, H, TRIANGLE, np.ones(3), np.array(want))
    omega2 = np.array([-2.0, -1e-4, 0.0, 3e-4, 50.0, 80.0])
    student.expect("count_zero_modes(omega2, 1e-5)", omega2=omega2, want=3, wrong=wrong_counts(omega2, 1e-5))


def triangle_of_springs(k: float) -> np.ndarray:
    """Second derivatives of the energy of three springs at rest, shape (9, 9): each is k along itself, 0 across."""
    H = np.zeros((3, 3, 3, 3))
    for i, j in ((0, 1), (1, 2), (2, 0)):
        along = k * np.outer(TRIANGLE[i] - TRIANGLE[j], TRIANGLE[i] - TRIANGLE[j])
        for a, b, sign in ((i, i, 1), (j, j, 1), (i, j, -1), (j, i, -1)):
            H[a, :, b, :] += sign * along
    return H.reshape(9, 9)


@check(
    "q5",
    points=1,
    hint="Cell 5 of a ring of 6: how far is it from cell 0, and on which side? What is ω² of a wave with q = 0?",
)
def waves_on_a_ring_of_six(student, rng):
    """`phonon_omega2` of a chain with one atom per cell, K = 3 and m = 2: ω² = 4(K/m) sin²(q/2)."""
    student.run(
        "import jax.numpy as jnp\nenergy = lambda u: 0.5 * k * jnp.sum((jnp.roll(u, -1, axis=0) - u) ** 2)", k=3.0
    )
    q = np.array([0.0, 1.0, 2.0, np.pi])
    expression = "phonon_omega2(energy, 6, masses, q)"
    require_kind(student, expression, masses=np.array([2.0]), q=q, nan=ROOT)
    want = [[0.0], [1.379093], [4.248440], [6.0]]
    student.expect(expression, want=want, wrong=wrong_chain_waves(3.0, 2.0, 6, q))


PENDULUM = "import jax.numpy as jnp\nL = lambda q, v: 0.5 * (length * v[0]) ** 2 + g * length * jnp.cos(q[0])"


@check("q6", points=0.5, hint="Which of the terms remain for a pendulum? What is ∂L/∂q, and what is it divided by?")
def acceleration_of_a_pendulum(student, rng):
    """`acceleration` of a pendulum with g/l = 5, in three states."""
    student.run(PENDULUM, length=2.0, g=10.0)
    Q, W = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.5], [-1.0]])
    want = np.array([[-2.397128], [4.207355], [-4.546487]])  # −5 sin q
    wrong = {"the sign of ∂L/∂q": -want, "the mass matrix is left out: a force, not an acceleration": 4 * want}
    student.expect("[acceleration(L, q, v) for q, v in zip(Q, W)]", Q=Q, W=W, want=want, wrong=wrong)


@check("q6", points=0.5, hint="Write down q̇ ∂L/∂q̇ for L = T − V. What is left when L is subtracted?")
def energy_of_a_pendulum(student, rng):
    """`energy` of a pendulum in three states."""
    student.run(PENDULUM, length=2.0, g=10.0)
    Q, W = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.5], [-1.0]])
    want = np.array([-17.551651, -6.306046, 10.322937])  # 2 q̇² − 20 cos q
    kinetic = 2 * W[:, 0] ** 2
    wrong = wrong_energies(kinetic, want - kinetic)
    student.expect("[energy(L, q, v) for q, v in zip(Q, W)]", Q=Q, W=W, want=want, wrong=wrong)


@check(
    "q6", points=0.5, hint="What is the rate of change of the velocity, and what of the position? Which comes first?"
)
def trajectory_of_an_oscillator(student, rng):
    """`trajectory` of L = v²/2 − 2q², forty steps of 0.05: cos 2t."""
    student.run("L = lambda q, v: 0.5 * v[0] ** 2 - 2.0 * q[0] ** 2")
    t = 0.05 * np.arange(41)
    want = np.stack([np.cos(2 * t), -2 * np.sin(2 * t)], axis=1)[:, :, None] + 0.0
    euler = (1 - 0.1j) ** np.arange(41)
    wrong = wrong_motions(want) | {EULER: np.stack([euler.real, 2 * euler.imag], axis=1)[:, :, None]}
    student.expect(
        "trajectory(L, q0, v0, 0.05, 40)", q0=np.ones(1), v0=np.zeros(1), want=want, rtol=1e-3, wrong=wrong
    )


@check(
    "q7",
    points=0.5,
    hint="What is F at T → 0, where only energy counts, and at h = 0, where only entropy does? How large is "
    "cosh(200)?",
)
def free_energy_of_a_spin(student, rng):
    """`free_spin_F` at five fields and temperatures, one of them a strong field."""
    h, T = np.array([0.0, 1.0, -2.0, 3.0, 100.0]), np.array([1.0, 0.5, 2.0, 1.5, 0.5])
    expression = "[free_spin_F(h, T) for h, T in zip(fields, temperatures)]"
    require_kind(student, expression, fields=h, temperatures=T, nan=OVERFLOW)
    want = [-0.6931472, -1.0090750, -2.2538560, -3.0272249, -100.0]
    student.expect(expression, want=want, rtol=1e-5, wrong=wrong_free_spins(h, T))


@check("q7", points=0.5, hint="How many derivatives by h are there in χ, and with which sign?")
def susceptibility_of_known_functions(student, rng):
    """`susceptibility` of F = h/2 − 2h⁴, and of a free spin without field: 1/T."""
    student.run("F = lambda h: 0.5 * h - 2.0 * h**4")
    student.expect("susceptibility(F, 0.5)", want=6.0, wrong=wrong_responses(6.0, m=0.5))
    student.run("free = lambda h: free_spin_F(h, T)", T=0.8)
    student.expect("susceptibility(free, 0.0)", want=1.25, wrong=wrong_responses(1.25))


@check("q8", points=0.5, hint="Which function changes along v here: f or its gradient? How many numbers are in Hv?")
def product_with_a_quadratic_form(student, rng):
    """`hvp` of f = ½ xᵀAx is Av."""
    A = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 0.0], [0.5, 0.0, -1.0]])
    x, v = np.array([1.0, 2.0, -1.0]), np.array([0.5, -1.0, 2.0])
    student.run("f = lambda x: 0.5 * x @ A @ x", A=A)
    shapes = {(): DEFINITE, (3, 3): "the whole Hessian instead of its product with v"}
    require_kind(student, "hvp(f, x, v)", x=x, v=v, shapes=shapes)
    student.expect("hvp(f, x, v)", want=[3.0, -3.5, -1.75], wrong=wrong_products(A, x, v, A @ x))
