"""hw2_derivatives, waves, motion and magnets: misconception → the value that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .hw2_atoms import ROOT

UNWRAPPED = "cells counted as R = 0, …, n − 1 instead of at their nearest image: wrong between the ring's own q"
NO_MASSES = "the masses are left out"
NO_PHASE = "the phase e^{iqR} is missing: every q gives what belongs to q = 0"
OVERFLOW = "cosh or exp overflows: the logarithm of infinity"
EULER = "Euler steps: they spiral outwards, and the energy grows"
ONE_STATE_SHORT = "one state is missing: there are n_steps + 1 of them, the start included"
DEFINITE = "vᵀHv, one number, instead of the vector Hv"
DIRECTIONAL = "∇f·v, one number: the change of f along v instead of the change of its gradient"
WHOLE = "the whole Hessian instead of its product with v"
ENDLESS = "λ₋ is left out, as if the ring were endless"
TUPLE = "the tuple of jax.vjp's function: its one entry is asked for"
COSINES = "cos qR instead of e^{iqR}: right for one atom per cell, not for two"
NO_ROOT = "the root of the masses is missing: Φ_st/(m_s m_t) instead of Φ_st/√(m_s m_t)"
ONE_SIDED = "the masses are not mixed: Φ_st/m_s instead of Φ_st/√(m_s m_t)"
FROZEN = "m held fixed while h changes: the response of a single spin"
UNSTABLE = "the solution m = 0, which is not stable below T = J"


def wrong_chain_waves(k: float, m: float, n_cells: int, q: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of ω² of a ring with one atom per cell and nearest neighbours, shape (len(q), 1)."""
    right = 4 * k / m * np.sin(q / 2) ** 2
    values = {
        UNWRAPPED: k / m * (2 - np.cos(q) - np.cos((n_cells - 1) * q)),
        NO_MASSES: m * right,
        NO_ROOT: right / m,
        ROOT: np.sqrt(right),
        NO_PHASE: np.zeros_like(q),
        "q taken in units of 2π": 4 * k / m * np.sin(np.pi * q) ** 2,
    }
    return {name: value[:, None] for name, value in values.items()}


def wrong_two_atom_waves(
    inside: float, between: float, masses: np.ndarray, n_cells: int, q: np.ndarray
) -> dict[str, np.ndarray]:
    """What popular mistakes make of ω² of a chain with two atoms per cell, shape (len(q), 2); q begins with 0."""
    both, product = np.full(q.shape, inside + between), np.outer(masses, masses)

    def matrices(phase: np.ndarray) -> np.ndarray:
        pull = inside + between * phase
        return np.array([[both, -pull], [-pull.conj(), both]]).transpose(2, 0, 1)

    waves = matrices(np.exp(-1j * q))
    # Not Hermitian; eigvalsh averages it with its adjoint.
    unwrapped = matrices((np.exp(-1j * q) + np.exp(1j * (n_cells - 1) * q)) / 2)

    def omega2(weights: np.ndarray) -> np.ndarray:
        return np.linalg.eigvalsh(waves * weights)

    right = omega2(1 / np.sqrt(product))
    return {
        UNWRAPPED: np.linalg.eigvalsh(unwrapped / np.sqrt(product)),
        NO_MASSES: omega2(np.ones((2, 2))),
        COSINES: np.linalg.eigvalsh(waves.real / np.sqrt(product)),
        NO_ROOT: omega2(1 / product),
        # What eigvalsh makes of it: the average with the transpose.
        ONE_SIDED: omega2((1 / masses + 1 / masses[:, None]) / 2),
        ROOT: np.sqrt(np.maximum(right, 0)),
        NO_PHASE: np.repeat(right[:1], len(q), axis=0),
    }


def wrong_accelerations(terms: Sequence[Any], velocities: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of the solution of M q̈ + C q̇ = g, state by state.

    Args:
        terms: one object per state with M = ∂²L/∂q̇∂q̇ and C = ∂²L/∂q̇∂q, shape (n, n), and g = ∂L/∂q, shape (n,).
        velocities: shape (states, n).
    """
    names = {
        "the mixed term ∂²L/∂q̇∂q is left out": lambda M, C, g, v: np.linalg.solve(M, g),
        "the mixed matrix is transposed: rows belong to velocities": lambda M, C, g, v: np.linalg.solve(
            M, g - C.T @ v
        ),
        "the sign of the mixed term": lambda M, C, g, v: np.linalg.solve(M, g + C @ v),
        "the sign of ∂L/∂q": lambda M, C, g, v: np.linalg.solve(M, -g - C @ v),
        "the mass matrix is left out: a force, not an acceleration": lambda M, C, g, v: g - C @ v,
        "multiplied by the mass matrix instead of divided": lambda M, C, g, v: M @ (g - C @ v),
        "divided by the diagonal of the mass matrix only": lambda M, C, g, v: (g - C @ v) / np.diag(M),
    }
    return {
        name: np.array([idea(term.M, term.C, term.g, v) for term, v in zip(terms, velocities, strict=True)])
        for name, idea in names.items()
    }


def wrong_energies(kinetic: np.ndarray, potential: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of T + V: misconception → value."""
    return {
        "the Lagrangian T − V instead of the energy": kinetic - potential,
        "the sign of the energy: L − q̇p": -kinetic - potential,
        "q̇p without −L: twice the kinetic energy": 2 * kinetic,
        "q̇p + L instead of q̇p − L": 3 * kinetic - potential,
        "the potential energy is missing": kinetic,
    }


def wrong_motions(right: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of a trajectory of shape (steps + 1, 2, n): misconception → value."""
    return {
        "velocities in front of coordinates": right[:, ::-1],
        "the motion runs backwards in the list": right[::-1],
        "nothing moves: the start is repeated": np.broadcast_to(right[:1], right.shape),
    }


def wrong_free_spins(h: np.ndarray, T: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of −T ln(2 cosh(h/T)), shape of h."""
    log2, logarithm = np.log(2.0), np.logaddexp(h / T, -h / T)
    return {
        "the sign of F": T * logarithm,
        "the factor T in front is missing": -logarithm,
        "the 2 in 2 cosh is missing": -T * (logarithm - log2),
        "h instead of h/T": -T * np.logaddexp(h, -h),
        "sinh instead of cosh, or a state is missing": -h,
    }


def wrong_rings(right: Any, h: Any, T: Any, n: int) -> dict[str, Any]:
    """What popular mistakes make of the free energy per spin of a ring of n spins, shape of h."""
    return {
        "the whole ring instead of one spin: not divided by n": n * right,
        "the sign of F": -right,
        "the coupling J is not used": -T * np.logaddexp(h / T, -h / T),
    }


def wrong_mean_fields(right: float, m: float, T: float, J: float) -> dict[str, float]:
    """What popular mistakes make of the mean-field free energy without a field: misconception → value."""
    return {
        "½Jm² is missing": right - J * m**2 / 2,
        "the sign of ½Jm²": right - J * m**2,
        UNSTABLE: -T * np.log(2.0),
        "m is held at its start, m = 1": J / 2 - T * np.logaddexp(J / T, -J / T),
    }


def wrong_responses(chi: Any, m: Any = np.nan) -> dict[str, Any]:
    """What popular mistakes make of a susceptibility; m is the magnetisation −F′."""
    chi = np.asarray(chi)
    return {
        "the sign of χ: it is −F″": -chi,
        "the magnetisation −F′ instead of χ": m,
        "F′ instead of −F″": -np.asarray(m),
    }


def wrong_products(H: np.ndarray, x: np.ndarray, v: np.ndarray, gradient: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of Hv: misconception → value."""
    return {
        "the gradient instead of its change along v": gradient,
        "x and v are exchanged": H @ x,
        "only the diagonal of H": np.diag(H) * v,
        "the gradient times v, element by element": gradient * v,
    }
