"""hw4_oscillator: misconception → the value that it leads to, from the same ingredients as the right value."""

from __future__ import annotations

import numpy as np

# Of energies.
WHATEVER = "the energy of x²/2, whatever the well"
EXCITED = "an excited state instead of the ground state"
# Of networks.
STRAIGHT_PIECES = "a network of straight pieces (ReLU, or no activation at all): ψ″ is zero everywhere"
# Of both states.
SEED_UNUSED = "the seed is not used: every training starts from the same network"
# Of the domain.
ONE_END = "only one of the two ends is looked at, and it is the farther one"
MEAN_OF_ENDS = "the mean of both ends: at one of them V is above v_max"
# Of the matrix.
HALF_MISSING = "the factor ½ of the kinetic energy is missing"
PLAIN_H = "h instead of h² in the denominator of the kinetic energy"
UPSIDE_DOWN = "the sign of the kinetic energy: the diagonal of −ψ″/2 is positive"


def wrong_curvatures(slope: np.ndarray, by_params: np.ndarray, mixed: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of ψ″: misconception → value.

    Args:
        slope, by_params, mixed: ∂ψ/∂x, ∂²ψ/∂p² and ∂²ψ/∂p∂x, shape (n,).
    """
    return {
        "∂²ψ/∂p²: differentiated with respect to the parameters (argnums 0 is the default) instead of x": by_params,
        "∂²ψ/∂p∂x: argnums=1 is missing in one of the two derivatives": mixed,
        "(ψ′)², the square of the slope, instead of ψ″": slope**2,
        "ψ′, the slope, instead of ψ″": slope,
    }


def wrong_residuals(psi, curvature, V, E, x) -> dict[str, np.ndarray]:
    """What popular mistakes make of the residual: misconception → value; all arguments of shape (n,) but E."""
    return {
        "the factor ½ of the kinetic energy is missing": -curvature + (V - E) * psi,
        "the sign of ψ″: the kinetic energy is −ψ″/2": curvature / 2 + (V - E) * psi,
        "the sign of E: energy is on the other side of the equation": -curvature / 2 + (V + E) * psi,
        "the sign of everything: Eψ − Hψ instead of Hψ − Eψ": curvature / 2 - (V - E) * psi,
        "the sign of V": -curvature / 2 - (V + E) * psi,
        "V added instead of Vψ": -curvature / 2 + V - E * psi,
        "x²/2 typed in where V(x) belongs": -curvature / 2 + (x**2 / 2 - E) * psi,
    }


def wrong_norms(values: np.ndarray, x: np.ndarray) -> dict[str, float]:
    """What popular mistakes make of (∫ψ² − 1)²: misconception → value; `values` is ψ on the grid `x`."""
    integral = np.trapezoid(values**2, x)
    mean = np.mean(values**2) * (x[-1] - x[0])
    return {
        "∫ψ dx instead of ∫ψ² dx": (np.trapezoid(values, x) - 1) ** 2,
        "a sum without the spacing dx: it changes with the grid": (np.sum(values**2) - 1) ** 2,
        "a mean without the length of the domain": (np.mean(values**2) - 1) ** 2,
        "mean times length instead of the trapezoid rule: n points, but n − 1 intervals": (mean - 1) ** 2,
        "the −1 is missing: ψ = 0 would be best": integral**2,
        "the deviation from 1 is not squared": integral - 1,
    }


def wrong_boundaries(left: float, right: float) -> dict[str, float]:
    """What popular mistakes make of ψ(x_min)² + ψ(x_max)²: misconception → value."""
    return {
        "the boundary values are not squared": left + right,
        "the square of the sum: opposite signs would cancel": (left + right) ** 2,
        "a mean instead of a sum": (left**2 + right**2) / 2,
        "only one end": left**2,
        "only the other end": right**2,
    }


def wrong_totals(rest: np.ndarray, norm: float, bc: float, w: dict[str, float], h: float) -> dict[str, float]:
    """What popular mistakes make of the total loss: misconception → value.

    Args:
        rest: the residual on a grid of spacing h, shape (n,).
        norm, bc, w: the other terms and their weights.
    """
    pde, outer = np.mean(rest**2), w["norm"] * norm + w["bc"] * bc
    return {
        "the weights are exchanged": pde + w["bc"] * norm + w["norm"] * bc,
        "the weights are not used": pde + norm + bc,
        "a sum over the points instead of a mean": np.sum(rest**2) + outer,
        "an integral over x instead of a mean over the points": np.trapezoid(rest**2, dx=h) + outer,
        "the square of the mean instead of the mean of the squares": np.mean(rest) ** 2 + outer,
        "the mean of the residual, not squared": np.mean(rest) + outer,
        "the normalisation is left out": pde + w["bc"] * bc,
        "the boundary is left out": pde + w["norm"] * norm,
    }


def wrong_quotients(kinetic: float, potential: float, norm: float) -> dict[str, float]:
    """What popular mistakes make of ⟨H⟩, from ∫ψ′²/2, ∫Vψ² and ∫ψ²: misconception → value."""
    return {
        "not divided by ∫ψ²": kinetic + potential,
        "the sign of the kinetic energy": (potential - kinetic) / norm,
        "the factor ½ of the kinetic energy is missing": (2 * kinetic + potential) / norm,
        "the kinetic energy is missing, or its ψ′ is not squared: ∫ψ′dx = 0": potential / norm,
        "the potential energy is missing": kinetic / norm,
        "only the potential energy is divided by ∫ψ²": kinetic + potential / norm,
    }
