"""What is right about atoms and lattices, in NumPy and float64: potentials, clusters, normal modes, phonons.

Lengths, energies and masses are in any consistent units. Independent of student code and of JAX.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np


class Pair(Protocol):
    """A potential between two atoms; every method takes separations of any shape."""

    def value(self, r: Any) -> Any: ...

    def slope(self, r: Any) -> Any: ...

    def curvature(self, r: Any) -> Any: ...


@dataclass(frozen=True)
class LennardJones:
    """V = 4ε[(σ/r)¹² − (σ/r)⁶], minimum −ε at 2^(1/6) σ. J. E. Lennard-Jones, Proc. Phys. Soc. 43, 461 (1931)."""

    epsilon: float = 1.0
    sigma: float = 1.0

    def value(self, r):
        six = (self.sigma / r) ** 6
        return 4 * self.epsilon * (six**2 - six)

    def slope(self, r):
        six = (self.sigma / r) ** 6
        return -24 * self.epsilon * (2 * six**2 - six) / r

    def curvature(self, r):
        six = (self.sigma / r) ** 6
        return 4 * self.epsilon * (156 * six**2 - 42 * six) / r**2

    @property
    def minimum(self) -> float:
        return 2 ** (1 / 6) * self.sigma


@dataclass(frozen=True)
class Morse:
    """V = D(1 − e^{−a(r − r₀)})² − D, minimum −D at r₀ with curvature 2Da². P. M. Morse, Phys. Rev. 34, 57 (1929)."""

    depth: float
    a: float
    r0: float

    def value(self, r):
        return self.depth * ((1 - np.exp(-self.a * (r - self.r0))) ** 2 - 1)

    def slope(self, r):
        decay = np.exp(-self.a * (r - self.r0))
        return 2 * self.depth * self.a * (1 - decay) * decay

    def curvature(self, r):
        decay = np.exp(-self.a * (r - self.r0))
        return 2 * self.depth * self.a**2 * (2 * decay - 1) * decay

    @property
    def minimum(self) -> float:
        return self.r0


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


def random_rotation(rng: np.random.Generator) -> np.ndarray:
    """A proper rotation, shape (3, 3)."""
    Q, R = np.linalg.qr(rng.normal(size=(3, 3)))
    Q = Q * np.sign(np.diag(R))
    return Q * np.linalg.det(Q)


def random_cluster(rng: np.random.Generator, n: int, spacing: float) -> np.ndarray:
    """n atoms without any symmetry, shape (n, 3), neighbours between 0.9 and 1.6 spacings apart."""
    X = np.zeros((1, 3))
    while len(X) < n:
        step = rng.normal(size=3)
        new = X[rng.integers(len(X))] + spacing * rng.uniform(0.95, 1.3) * step / np.linalg.norm(step)
        if np.linalg.norm(X - new, axis=1).min() > 0.93 * spacing:
            X = np.vstack([X, new])
    return X.astype(np.float32).astype(np.float64)


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
