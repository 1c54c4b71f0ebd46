"""hw2_derivatives, q4: normal modes; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.checking.mistakes import Values
from lecture08_utils.checking.structure import as_array
from lecture08_utils.hw2_derivatives.demands import ROOT, require_kind, require_squares
from lecture08_utils.hw2_derivatives.unit_atoms import TRIANGLE

question = Question(
    "q4",
    "Normal modes",
    ("hessian_matrix", "dynamical_matrix", "normal_modes", "count_zero_modes"),
    concepts=("`jax.hessian`, the dynamical matrix and normal modes",),
)

check = CheckList("public")

THREE_SPRINGS = """\
import jax.numpy as jnp
stretch = lambda X, i, j: jnp.linalg.norm(X[i] - X[j]) - 1.0
energy = lambda X: 0.5 * k * (stretch(X, 0, 1) ** 2 + stretch(X, 1, 2) ** 2 + stretch(X, 2, 0) ** 2)
"""


@check(
    "q4",
    points=0.5,
    compiled=True,
    hint="Give the atoms names: to which atom does coordinate number 2 belong, and what is its mass? Is your D equal "
    "to its transpose?",
)
def matrices_of_two_atoms(student, rng):
    """Hessian and dynamical matrix of two atoms of masses 1 and 4, joined by springs along x and y."""
    student.run("energy = lambda X: 1.5 * (X[1, 0] - X[0, 0] - 1.0) ** 2 + 1.0 * (X[1, 1] - X[0, 1]) ** 2")
    X = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    H, masses = np.kron([[1.0, -1.0], [-1.0, 1.0]], np.diag([3.0, 2.0, 0.0])) + 0.0, np.array([1.0, 4.0])
    student.expect("hessian_matrix(energy, X)", X=X, want=H, wrong=student.mistakes("Hessian"))
    D = np.kron([[1.0, -0.5], [-0.5, 0.25]], np.diag([3.0, 2.0, 0.0])) + 0.0
    wrong = student.mistakes("dynamical matrix")
    student.expect("dynamical_matrix(energy, X, masses)", masses=masses, want=D, wrong=wrong)


# For masses 1 and k = 2: each spring is k along itself, 0 across.
D_OF_A_TRIANGLE = np.array(
    [
        [2.5, 0.866025404, 0, -2, 0, 0, -0.5, -0.866025404, 0],
        [0.866025404, 1.5, 0, 0, 0, 0, -0.866025404, -1.5, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
        [-2, 0, 0, 2.5, -0.866025404, 0, -0.5, 0.866025404, 0],
        [0, 0, 0, -0.866025404, 1.5, 0, 0.866025404, -1.5, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
        [-0.5, -0.866025404, 0, -0.5, 0.866025404, 0, 1, 0, 0],
        [-0.866025404, -1.5, 0, 0.866025404, -1.5, 0, 0, 3, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
)


@check(
    "q4",
    points=0.75,
    compiled=True,
    hint="Multiply: does D @ modes[:, k] give omega2[k] times modes[:, k]? And which of eig and eigh knows that D is "
    "symmetric?",
)
def modes_of_a_triangle(student, rng):
    """Normal modes of three atoms of mass 1 joined by three springs."""
    student.run(THREE_SPRINGS, k=2.0)
    want = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 6.0])
    expect_modes(student, D_OF_A_TRIANGLE, TRIANGLE, np.ones(3), want, wrong=student.mistakes())


def expect_modes(student, D: np.ndarray, X: np.ndarray, masses: np.ndarray, want: np.ndarray, wrong: Values) -> None:
    """Demand that `normal_modes(energy, X, masses)` are those of the dynamical matrix D; `energy` must be defined.

    Eigenvectors are judged by what makes them eigenvectors, D e = ω² e, and by being orthonormal: their signs, and
    the choice among equal ω², are free.

    Args:
        D: shape (3N, 3N).
        want: ω², ascending, shape (3N,).
        wrong: misconception → what it makes of ω².
    """
    student.run("omega2, modes = normal_modes(energy, X, masses)", X=X, masses=masses, compiled=True)
    _require_order(student, D.shape)
    require_kind(student, "omega2", nan=ROOT)
    require_squares(student, "omega2", want)
    # float32, 20 seeds of the reference: errors up to 2e-6 of the largest ω², zero modes included.
    omega2 = student.expect("omega2", want=want, rtol=1e-4, wrong=wrong)
    modes, root = student.array("modes", shape=D.shape), np.sqrt(np.repeat(masses, 3))

    def fit(vectors: np.ndarray) -> bool:
        return bool(np.abs(D @ vectors - vectors * omega2).max() <= 1e-4 * np.abs(want).max())

    student.require(
        fit(modes) or not fit(modes.T),
        "The rows of `modes` are eigenvectors; they belong in the columns.",
        misconception="the modes are in the rows instead of the columns",
    )
    student.require(
        fit(modes) or not fit(root[:, None] * modes),
        "D @ modes is not modes * omega2.",
        misconception="displacements instead of eigenvectors of the dynamical matrix: they were divided by √m",
    )
    student.require(fit(modes), "D @ modes is not modes * omega2.", expected="eigenvectors in the columns")
    product = modes.T @ modes
    crooked, length = np.abs(product - np.diag(np.diag(product))).max(), np.abs(np.diag(product) - 1).max()
    student.require(
        crooked <= 1e-3,
        "The modes are not orthogonal: modes.T @ modes is not the unit matrix.",
        returned=product,
    )
    student.require(
        length <= 1e-3,
        "The modes do not have length 1: modes.T @ modes is not the unit matrix.",
        returned=product,
        misconception="the modes are not normalised, or they were divided by √m",
    )


def _require_order(student, square: tuple) -> None:
    """Name an exchange by the shapes of both results."""
    shapes = tuple(as_array(student.ask(name)).shape for name in ("omega2", "modes"))
    student.require(
        shapes != (square, square[:1]),
        f"`omega2` has shape {square}, `modes` {square[:1]}.",
        misconception="the two results are exchanged: ω² comes first",
    )


@check("q4", points=0.25, compiled=True, hint="How small is small, if the largest |ω²| is 80? And how large is −2?")
def zero_modes_of_a_list(student, rng):
    """`count_zero_modes` of six values, three of them negligible."""
    omega2 = np.array([-2.0, -1e-4, 0.0, 3e-4, 50.0, 80.0])
    student.run("count = count_zero_modes(omega2, 1e-5)", omega2=omega2)
    require_kind(
        student, "count", shapes={(6,): "which of the values are zero, one by one: their number is asked for"}
    )
    expect_exact(student, "count", want=3, wrong=student.mistakes())
