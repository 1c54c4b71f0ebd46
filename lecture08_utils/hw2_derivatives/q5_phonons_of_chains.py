"""hw2_derivatives, q5: phonons; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.hw2_derivatives.demands import ROOT, require_kind, require_squares

question = Question("q5", "Phonons", ("phonon_omega2",), concepts=("Normal modes of a crystal: phonons",))

check = CheckList("public")


@check(
    "q5",
    points=0.5,
    compiled=True,
    hint="Cell 5 of a ring of 6: how far is it from cell 0, and on which side? What is ω² of a wave with q = 0?",
)
def waves_on_a_ring_of_six(student, rng):
    """`phonon_omega2` of a chain with one atom per cell, K = 3 and m = 2: ω² = 4(K/m) sin²(q/2)."""
    student.run(
        "import jax.numpy as jnp\nenergy = lambda u: 0.5 * k * jnp.sum((jnp.roll(u, -1, axis=0) - u) ** 2)", k=3.0
    )
    want = np.array([[0.0], [1.379093], [4.248440], [6.0]])
    run_phonons(student, 6, np.array([2.0]), np.array([0.0, 1.0, 2.0, np.pi]), want)
    student.expect("omega2", want=want, wrong=student.mistakes())


@check(
    "q5",
    points=0.5,
    compiled=True,
    hint="Print the force constants between cell 0 and its neighbours. Which axis of the Hessian counts cells, which "
    "counts the atoms of a cell? D(q) is Hermitian, not real: which of eigvals and eigvalsh knows that?",
)
def waves_with_two_atoms_per_cell(student, rng):
    """`phonon_omega2` of a chain with two atoms per cell, at q = 0, 1 and π."""
    student.run(
        "import jax.numpy as jnp\n"
        "energy = lambda u: 0.5 * jnp.sum(3.0 * (u[:, 1] - u[:, 0]) ** 2 + (jnp.roll(u[:, 0], -1) - u[:, 1]) ** 2)"
    )
    # (5 ± √(19 + 6 cos q))/2
    want = np.array([[0.0, 5.0], [0.1419387, 4.8580613], [0.6972244, 4.3027756]])
    run_phonons(student, 6, np.array([1.0, 4.0]), np.array([0.0, 1.0, np.pi]), want)
    student.expect("omega2", want=want, wrong=student.mistakes())


def run_phonons(student, n_cells: int, masses: np.ndarray, q: np.ndarray, want: np.ndarray) -> None:
    """Run `phonon_omega2` into `omega2`, and demand that its kind is right; `energy` must have been defined.

    Args:
        n_cells: cells of the ring.
        masses: shape (n_basis,).
        q: wave numbers, shape (k,).
        want: ω², shape (k, n_basis), by which ω is told from ω².
    """
    student.run(f"omega2 = phonon_omega2(energy, {n_cells}, masses, q)", masses=masses, q=q, compiled=True)
    k, n = len(q), len(masses)
    shapes: dict[tuple, str] = {(k, n, n): "D(q) itself: its eigenvalues are asked for"}
    if n != k:
        shapes[n, k] = "a row for each branch instead of a row for each q"
    require_kind(student, "omega2", nan=ROOT, shapes=shapes, shape=(k, n))
    require_squares(student, "omega2", want)
