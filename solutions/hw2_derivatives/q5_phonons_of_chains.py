"""hw2_derivatives, q5: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.demands import ROOT
from lecture08_utils.hw2_derivatives.q5_phonons_of_chains import run_phonons
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()

UNWRAPPED = "cells counted as R = 0, …, n − 1 instead of at their nearest image: wrong between the ring's own q"
NO_MASSES = "the masses are left out"
NO_PHASE = "the phase e^{iqR} is missing: every q gives what belongs to q = 0"
COSINES = "cos qR instead of e^{iqR}: right for one atom per cell, not for two"
NO_ROOT = "the root of the masses is missing: Φ_st/(m_s m_t) instead of Φ_st/√(m_s m_t)"
ONE_SIDED = "the masses are not mixed: Φ_st/m_s instead of Φ_st/√(m_s m_t)"

CHAIN = """\
import jax.numpy as jnp
next_cell = lambda u, steps: jnp.roll(u, -steps, axis=0)
energy = lambda u: 0.5 * jnp.sum(k1 * (next_cell(u, 1) - u) ** 2 + k2 * (next_cell(u, 2) - u) ** 2)
"""
TWO_ATOMS = """\
import jax.numpy as jnp
across = lambda u: jnp.roll(u[:, 0], -1) - u[:, 1]
springs = lambda u: 0.5 * jnp.sum(k1 * (u[:, 1] - u[:, 0]) ** 2 + k2 * across(u) ** 2)
energy = lambda u: springs(u) + jnp.sum(pin * u[:, 0] ** 2 / 2 + u[:, 0] ** 4)
"""


def expect_waves(student, rows: np.ndarray, n_cells: int, masses: np.ndarray, q: np.ndarray) -> None:
    """Demand the phonons of a chain with these force constants; `energy` must have been defined."""
    want = bloch_omega2(rows, masses, q)
    run_phonons(student, n_cells, masses, q, want)
    wrong = wrong_waves(rows, masses, n_cells, q)
    # float32, 20 seeds of the reference: errors up to 3e-7 of the largest ω².
    student.expect("omega2", want=want, rtol=2e-4, wrong=wrong)


@check(
    "q5",
    points=0.5,
    compiled=True,
    hint="Two atoms of different masses: what stands in D off the diagonal, m, M or both?",
)
def waves_of_two_atoms(student, rng):
    """`phonon_omega2` of chains with two atoms per cell, one of them held at its place: both branches."""
    for n_cells in (5, 8):
        inside, between = number(rng, 0.8, 2.0), number(rng, 2.5, 4.0)
        masses = np.array([number(rng, 0.5, 1.5), number(rng, 2.0, 4.0)])
        q, pin = points(rng, -3.0, 3.0, 5), number(rng, 0.5, 1.0)
        # What holds the atom is softest at its place: only the Hessian at rest is the right one.
        student.run(TWO_ATOMS, k1=inside, k2=between, pin=pin)
        rows = two_atom_rows(inside, between)
        rows[1, 0, 0] += pin
        expect_waves(student, rows, n_cells, masses, q)


@check(
    "q5",
    points=0.5,
    compiled=True,
    hint="Print your R for a ring of 7 cells. Which of them are to the left of cell 0?",
)
def waves_with_second_neighbours(student, rng):
    """`phonon_omega2` of chains with springs to the second neighbours, at wave numbers that no ring has."""
    for n_cells in (7, 10):
        nearest, second = number(rng, 0.8, 2.0), number(rng, 0.3, 0.6)
        student.run(CHAIN, k1=nearest, k2=second)
        q = np.append(0.0, points(rng, -3.0, 3.0, 5))
        expect_waves(student, one_atom_rows(nearest, second), n_cells, points(rng, 1.5, 3.0, 1), q)


def bloch_omega2(rows: np.ndarray, masses: np.ndarray, q: np.ndarray, unwrapped: int = 0) -> np.ndarray:
    """Phonon ω² from force constants, ascending, shape (len(q), n_basis); lattice constant 1.

    D_st(q) = Σ_R Φ_st(R) e^{iqR}/√(m_s m_t); Ashcroft & Mermin, Solid State Physics (1976), chapter 22.

    Args:
        rows: Φ_st(R) = ∂²E/∂u_{0s}∂u_{Rt} for R = −r…r, shape (2r + 1, n_basis, n_basis).
        masses: shape (n_basis,).
        q: wave numbers, shape (k,).
        unwrapped: if not 0, what a popular mistake makes of a ring of that many cells: R = −1 counts as R = n − 1,
            and D is made Hermitian by averaging.
    """
    reach = len(rows) // 2
    R = np.arange(-reach, reach + 1)
    phases = np.exp(1j * np.multiply.outer(q, R % unwrapped if unwrapped else R))
    D = np.einsum("kr,rst->kst", phases, rows) / np.sqrt(np.outer(masses, masses))
    return np.linalg.eigvalsh((D + D.conj().swapaxes(1, 2)) / 2)


def two_atom_rows(inside: float, between: float) -> np.ndarray:
    """Force constants of a chain with two atoms per cell and two springs: inside a cell, and to the next cell."""
    rows = np.zeros((3, 2, 2))
    rows[1] = [[inside + between, -inside], [-inside, inside + between]]
    rows[0, 0, 1] = rows[2, 1, 0] = -between
    return rows


def one_atom_rows(nearest: float, second: float) -> np.ndarray:
    """Force constants of a chain with one atom per cell and springs to the first and second neighbours."""
    return np.array([-second, -nearest, 2 * (nearest + second), -nearest, -second]).reshape(5, 1, 1)


def wrong_waves(rows: np.ndarray, masses: np.ndarray, n_cells: int, q: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of ω², shape (len(q), n_basis); for the arguments see `bloch_omega2`."""
    unit = np.ones_like(masses)
    # What eigvalsh makes of Φ_st/m_s: it averages the matrix with its adjoint.
    one_sided = (1 / masses + 1 / masses[:, None]) / 2
    return {
        UNWRAPPED: bloch_omega2(rows, masses, q, unwrapped=n_cells),
        NO_MASSES: bloch_omega2(rows, unit, q),
        NO_ROOT: bloch_omega2(rows, masses**2, q),
        ONE_SIDED: bloch_omega2(rows * one_sided, unit, q),
        ROOT: np.sqrt(np.maximum(bloch_omega2(rows, masses, q), 0)),
        NO_PHASE: bloch_omega2(rows, masses, 0 * q),
        COSINES: bloch_omega2((rows + rows[::-1]) / 2, masses, q),
    }


@mistakes("q5.waves_on_a_ring_of_six")
def waves_on_a_ring():
    rows, masses, q = one_atom_rows(3.0, 0.0), np.array([2.0]), np.array([0.0, 1.0, 2.0, np.pi])
    wrong = wrong_waves(rows, masses, 6, q)
    telling = {name: wrong[name] for name in (UNWRAPPED, NO_MASSES, NO_ROOT, ROOT, NO_PHASE)}
    return telling | {"q taken in units of 2π": bloch_omega2(rows, masses, 2 * np.pi * q)}


@mistakes("q5.waves_with_two_atoms_per_cell")
def waves_of_unlike_atoms():
    q = np.array([0.0, 1.0, np.pi])
    wrong = wrong_waves(two_atom_rows(3.0, 1.0), np.array([1.0, 4.0]), 6, q)
    # The root of what rounding leaves of a zero would differ from one NumPy to the next.
    wrong[ROOT] = np.sqrt((5 + np.sqrt(19 + 6 * np.cos(q))[:, None] * [-1, 1]) / 2)
    return {name: wrong[name] for name in (UNWRAPPED, NO_MASSES, COSINES, NO_ROOT, ONE_SIDED, ROOT, NO_PHASE)}
