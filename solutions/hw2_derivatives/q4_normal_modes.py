"""hw2_derivatives, q4: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.demands import ROOT
from lecture08_utils.hw2_derivatives.q4_normal_modes import expect_modes
from lecture08_utils.hw2_derivatives.unit_atoms import TRIANGLE
from solutions.hw2_derivatives.potentials import LennardJones, Pair, random_cluster
from solutions.inputs import number, points

# Tolerances: over 20 seeds in float32 the reference used less than 3 % of each of them. The room is for other ways to
# write the same.
check = CheckList("hidden")
mistakes = MistakeList()

ONE_MASS = "H_ij/m_i or H_ij/m_j"
UPSIDE_DOWN = "the sign of the Hessian"
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


def draw_molecule(student, rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A molecule without symmetry at rest; the student's side gets its `energy`.

    Returns:
        Positions (n, 3), masses (n,) between 0.5 and 4, and the Hessian (3n, 3n).
    """
    X = random_cluster(rng, n, 1.0)
    bonds = np.array([(i, j) for i in range(n) for j in range(i)])
    # Bonds at rest: no force acts on any atom, whatever its shape.
    lengths = np.linalg.norm(X[bonds[:, 0]] - X[bonds[:, 1]], axis=1)
    k = points(rng, 0.5, 2.0, len(bonds))
    masses = points(rng, 0.5, 1.0, n) * np.arange(1, n + 1)
    student.run(BONDS, first=bonds[:, 0], second=bonds[:, 1], k=k, lengths=lengths)
    return X, masses, quartic_bonds_hessian(X, bonds, k, lengths)


@check(
    "q4",
    points=0.5,
    compiled=True,
    hint="To which atom does coordinate 3i + 1 belong? Print the masses in the order in which you use them.",
)
def matrices_of_a_molecule(student, rng):
    """Hessian and dynamical matrix of a molecule without symmetry, every atom of another mass."""
    n = int(rng.integers(3, 6))
    X, masses, H = draw_molecule(student, rng, n)
    student.expect("hessian_matrix(energy, X)", X=X, want=H, rtol=3e-4, wrong={UPSIDE_DOWN: -H})
    student.expect(
        "dynamical_matrix(energy, X, masses)",
        masses=masses,
        want=dynamical_matrix(H, masses),
        rtol=3e-4,
        wrong=wrong_dynamical_matrices(H, masses),
    )


@check(
    "q4",
    points=0.5,
    compiled=True,
    hint="Two atoms of mass m on one of mass M: which of the modes does M take part in? Does your ω² know both?",
)
def modes_of_unlike_masses(student, rng):
    """Normal modes of m–M–m in line, and of a molecule without symmetry."""
    k, m, M = number(rng, 1.5, 4.0), number(rng, 0.5, 1.5), number(rng, 2.0, 5.0)
    student.run("energy = lambda X: k / 2 * ((X[1:, 0] - X[:-1, 0] - 1.0) ** 2).sum()", k=k)
    X = np.array([[-1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    springs = k * np.array([[1.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 1.0]])
    want = np.array([0.0] * 7 + [k / m, k / m + 2 * k / M])
    expect_modes_of(student, np.kron(springs, np.diag([1.0, 0.0, 0.0])), X, np.array([m, M, m]), want)
    X, masses, H = draw_molecule(student, rng, 4)
    want = np.linalg.eigvalsh(dynamical_matrix(H, masses))
    expect_modes_of(student, H, X, masses, want)


@check(
    "q4",
    points=0.5,
    compiled=True,
    hint="What does a negative ω² say about the place X? And does your function return it as it is?",
)
def saddle_of_three_atoms_in_line(student, rng):
    """Three Lennard-Jones atoms in line: two unstable modes and five free ones, whatever the unit of energy."""
    pair = LennardJones(number(rng, 0.5, 2.0), number(rng, 0.9, 1.2))
    student.run(LINE, epsilon=pair.epsilon, sigma=pair.sigma)
    spacing = 1.1210299382816955 * pair.sigma
    X = spacing * np.array([[-1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    masses = np.full(3, number(rng, 1.0, 3.0))
    H = pair_hessian(pair, X)
    want = np.linalg.eigvalsh(dynamical_matrix(H, masses))
    expect_modes_of(student, H, X, masses, want)
    # Measured in float32: zeros below 2e-6 of the largest ω², the unstable pair at 1.3e-3 of it.
    for omega2 in (want, 1e4 * points(rng, -1.0, 1.0, 8) ** 9):
        wrong = wrong_counts(omega2, 1e-4)
        count = int(np.sum(np.abs(omega2) <= 1e-4 * np.abs(omega2).max()))
        student.expect("count_zero_modes(omega2, 1e-4)", omega2=omega2, want=count, wrong=wrong)
    # Two values on the border, both in numbers that no precision rounds.
    omega2 = np.array([-1.0, 0.5, 0.25, 0.125, 1.0, 2.0, 3.0, 3.5, -4.0])
    wrong = wrong_counts(omega2, 0.25) | {"values equal to the tolerance are left out: < instead of ≤": 3}
    student.expect("count_zero_modes(omega2, 0.25)", omega2=omega2, want=5, wrong=wrong)


def expect_modes_of(student, H: np.ndarray, X: np.ndarray, masses: np.ndarray, want: np.ndarray) -> None:
    """Demand the normal modes of a Hessian; see `expect_modes`."""
    expect_modes(student, dynamical_matrix(H, masses), X, masses, want, wrong=wrong_spectra(H, masses))


def pair_hessian(pair: Pair, X: np.ndarray) -> np.ndarray:
    """Second derivatives of a cluster's energy, shape (3N, 3N), coordinates atom by atom."""
    H = np.zeros((X.size, X.size))
    for i in range(len(X)):
        for j in range(i):
            d = X[i] - X[j]
            r = np.linalg.norm(d)
            along = np.outer(d, d) / r**2
            _add_bond(H, i, j, pair.curvature(r) * along + pair.slope(r) / r * (np.eye(3) - along))
    return H


def quartic_bonds_hessian(X: np.ndarray, bonds: np.ndarray, k: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Second derivatives of Σ (k/8)(d² − l²)² over bonds of length d; bonds (b, 2), k and lengths (b,)."""
    H = np.zeros((X.size, X.size))
    for (i, j), stiffness, length in zip(bonds, k, lengths, strict=True):
        d = X[i] - X[j]
        block = stiffness / 2 * (d @ d - length**2) * np.eye(3) + stiffness * np.outer(d, d)
        _add_bond(H, i, j, block)
    return H


def _add_bond(H: np.ndarray, i: int, j: int, block: np.ndarray) -> None:
    a, b = slice(3 * i, 3 * i + 3), slice(3 * j, 3 * j + 3)
    H[a, a] += block
    H[b, b] += block
    H[a, b] -= block
    H[b, a] -= block


def dynamical_matrix(H: np.ndarray, masses: np.ndarray) -> np.ndarray:
    """H_ij/√(m_i m_j) for masses of shape (N,), H of shape (3N, 3N)."""
    m = np.repeat(masses, 3)
    return H / np.sqrt(np.outer(m, m))


def wrong_dynamical_matrices(H: np.ndarray, masses: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of H_ij/√(m_i m_j), for H of shape (3N, 3N): misconception → value."""
    right, tiled = np.repeat(masses, 3), np.tile(masses, 3)
    return {
        "the masses are left out: this is the Hessian": H,
        "H_ij/m_i: it is not symmetric, and eigh takes it for symmetric": H / right[:, None],
        "H_ij/m_j: it is not symmetric, and eigh takes it for symmetric": H / right,
        "the masses in the order m₁, m₂, … (tile): each belongs to three coordinates in a row (repeat)": (
            H / np.sqrt(np.outer(tiled, tiled))
        ),
        "the root is missing: H_ij/(m_i m_j)": H / np.outer(right, right),
        "multiplied by √(m_i m_j) instead of divided": H * np.sqrt(np.outer(right, right)),
    }


def wrong_spectra(H: np.ndarray, masses: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of ω² in ascending order: misconception → value."""
    right = np.linalg.eigvalsh(dynamical_matrix(H, masses))
    # jnp.linalg.eigh averages a matrix with its transpose first, so that its spectrum is that of either of them.
    matrices = {
        name.replace("H_ij/m_i:", f"{ONE_MASS}:"): (matrix + matrix.T) / 2
        for name, matrix in wrong_dynamical_matrices(H, masses).items()
        if "H_ij/m_j:" not in name
    }
    return {name: np.linalg.eigvalsh(matrix) for name, matrix in matrices.items()} | {
        "descending order instead of ascending": right[::-1],
        ROOT: np.sqrt(np.maximum(right, 0)),
        "the absolute value of ω²: a saddle looks like a minimum": np.sort(np.abs(right)),
        "negative ω² set to zero: a saddle looks like a minimum": np.maximum(right, 0),
    }


def wrong_counts(omega2: np.ndarray, rtol: float) -> dict[str, int]:
    """What popular mistakes make of the number of zero modes: misconception → value."""
    limit = rtol * np.abs(omega2).max()
    return {
        "negative ω² counted as zeros: the absolute value is missing": int(np.sum(omega2 <= limit)),
        "compared with rtol itself instead of rtol times the largest |ω²|": int(np.sum(np.abs(omega2) <= rtol)),
        "only exact zeros are counted": int(np.sum(omega2 == 0)),
        "the modes that are not zero are counted": int(np.sum(np.abs(omega2) > limit)),
    }


# Of two atoms of masses 1 and 4.
TWO_SPRINGS = np.kron([[1.0, -1.0], [-1.0, 1.0]], np.diag([3.0, 2.0, 0.0]))


@mistakes("q4.matrices_of_two_atoms", "Hessian")
def hessian_of_two_atoms():
    return {UPSIDE_DOWN: -TWO_SPRINGS}


@mistakes("q4.matrices_of_two_atoms", "dynamical matrix")
def dynamical_matrix_of_two_atoms():
    return wrong_dynamical_matrices(TWO_SPRINGS, np.array([1.0, 4.0]))


def triangle_of_springs(k: float) -> np.ndarray:
    """Second derivatives of the energy of three springs at rest, shape (9, 9): each is k along itself, 0 across."""
    H = np.zeros((3, 3, 3, 3))
    for i, j in ((0, 1), (1, 2), (2, 0)):
        along = k * np.outer(TRIANGLE[i] - TRIANGLE[j], TRIANGLE[i] - TRIANGLE[j])
        for a, b, sign in ((i, i, 1), (j, j, 1), (i, j, -1), (j, i, -1)):
            H[a, :, b, :] += sign * along
    return H.reshape(9, 9)


@mistakes("q4.modes_of_a_triangle")
def spectrum_of_a_triangle():
    # The root of what rounding leaves of a zero mode would differ from one NumPy to the next.
    roots = np.sqrt([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 6.0])
    return wrong_spectra(triangle_of_springs(2.0), np.ones(3)) | {ROOT: roots}


@mistakes("q4.zero_modes_of_a_list")
def zeros_of_a_list():
    return wrong_counts(np.array([-2.0, -1e-4, 0.0, 3e-4, 50.0, 80.0]), 1e-5)
