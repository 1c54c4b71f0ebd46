"""Rings of atoms as models of one-dimensional crystals, for phonons.

An energy takes the displacements u of shape (n_cells, n_basis) and gives a number, shape (). Cell n_cells − 1 is the
neighbour of cell 0; the lattice constant is 1.
"""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp

Energy = Callable[[jax.Array], jax.Array]


def one_atom_chain(nearest: float = 1.0, second: float = 0.0) -> Energy:
    """One atom per cell, with springs of these constants to the nearest and to the second-nearest neighbours."""

    def energy(u):
        first = jnp.roll(u, -1, axis=0) - u
        farther = jnp.roll(u, -2, axis=0) - u
        return 0.5 * jnp.sum(nearest * first**2 + second * farther**2)

    return energy


def two_atom_chain(inside: float = 1.0, between: float = 1.0) -> Energy:
    """Two atoms per cell: one spring inside each cell, another from its second atom to the next cell's first."""

    def energy(u):
        within = u[:, 1] - u[:, 0]
        across = jnp.roll(u[:, 0], -1) - u[:, 1]
        return 0.5 * jnp.sum(inside * within**2 + between * across**2)

    return energy
