"""hw2_derivatives, atoms: misconception → the value that it leads to, from the ingredients of the right value."""

from __future__ import annotations

from typing import Any

import numpy as np

SUMMED = "one number for all separations: the gradient of a sum, or a sum of gradients"
ROOT = "ω instead of ω² (where ω² is negative, even slightly, its root is NaN)"
UPHILL = "the sign of the force: it points uphill, along +∇E"


def wrong_lennard_jones(r: np.ndarray, epsilon: float, sigma: float) -> dict[str, np.ndarray]:
    """What popular mistakes make of the Lennard-Jones energy: misconception → value."""
    six, unit = (sigma / r) ** 6, r**-6.0
    return {
        "the factor 4 is missing": epsilon * (six**2 - six),
        "attraction and repulsion are exchanged": 4 * epsilon * (six - six**2),
        "repulsion is added to attraction: the minus is missing": 4 * epsilon * (six**2 + six),
        "ε and σ are not used": 4 * (unit**2 - unit),
        "ε is not used": 4 * (six**2 - six),
        "σ is not used": 4 * epsilon * (unit**2 - unit),
        "r/σ instead of σ/r": 4 * epsilon * (1 / six**2 - 1 / six),
        "σ taken for the place of the minimum": epsilon * (six**2 - 2 * six),
    }


def wrong_curvatures(slope: np.ndarray, curvature: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of V″: misconception → value."""
    return {
        "V′, the slope, instead of V″": slope,
        "−V′, the force, instead of V″": -slope,
        "(V′)², the square of the slope, instead of V″": slope**2,
        "−V″: the derivative of the force, with its sign": -curvature,
        "½V″: the ½ belongs to the energy ½kx², not to k": curvature / 2,
    }


def wrong_frequencies(k: float, m1: float, m2: float) -> dict[str, float]:
    """What popular mistakes make of √(k/μ): misconception → value."""
    right = k * (m1 + m2) / (m1 * m2)
    return {
        "one of the masses instead of the reduced mass": np.sqrt(k / m1),
        "the other one of the masses instead of the reduced mass": np.sqrt(k / m2),
        "the sum of the masses instead of the reduced mass": np.sqrt(k / (m1 + m2)),
        "the reduced mass upside down: 1/m₁ + 1/m₂ is 1/μ": np.sqrt(k * m1 * m2 / (m1 + m2)),
        "ω² instead of ω": right,
        "the frequency ω/2π instead of the angular frequency ω": np.sqrt(right) / (2 * np.pi),
        "the period 2π/ω instead of ω": 2 * np.pi / np.sqrt(right),
    }


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
    mass = np.repeat(masses, 3)
    right = np.linalg.eigvalsh(H / np.sqrt(np.outer(mass, mass)))
    # jnp.linalg.eigh averages a matrix with its transpose first.
    matrices = {name: (matrix + matrix.T) / 2 for name, matrix in wrong_dynamical_matrices(H, masses).items()}
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
