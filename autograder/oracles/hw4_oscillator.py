"""What is right about one particle in a one-dimensional well, in NumPy and float64.

Atomic units: ħ = m = 1, lengths in bohr, energies in hartree. Independent of student code and of JAX.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre
from scipy.linalg import eigvalsh_tridiagonal


@dataclass(frozen=True)
class Wave:
    """ψ = sin(kx + φ) · exp(−a x²) at points x, with all derivatives that the checks ask for.

    Every derivative with respect to x and to k is written out; `tests/oracles` holds them against complex steps.
    """

    k: float
    phase: float
    a: float

    def value(self, x: np.ndarray) -> np.ndarray:
        return np.sin(self.k * x + self.phase) * np.exp(-self.a * x**2)

    def slope(self, x: np.ndarray) -> np.ndarray:
        bell, angle = np.exp(-self.a * x**2), self.k * x + self.phase
        return (self.k * np.cos(angle) - 2 * self.a * x * np.sin(angle)) * bell

    def curvature(self, x: np.ndarray) -> np.ndarray:
        bell, angle = np.exp(-self.a * x**2), self.k * x + self.phase
        even = (4 * self.a**2 * x**2 - 2 * self.a - self.k**2) * np.sin(angle)
        return (even - 4 * self.a * self.k * x * np.cos(angle)) * bell

    def by_k_twice(self, x: np.ndarray) -> np.ndarray:
        """∂²ψ/∂k²."""
        return -(x**2) * self.value(x)

    def by_k_and_x(self, x: np.ndarray) -> np.ndarray:
        """∂²ψ/∂k∂x."""
        bell, angle = np.exp(-self.a * x**2), self.k * x + self.phase
        return ((1 - 2 * self.a * x**2) * np.cos(angle) - self.k * x * np.sin(angle)) * bell


def second_difference(values: np.ndarray, h: float) -> np.ndarray:
    """ψ″ from samples at spacing h by the five-point formula, error h⁴ψ⁽⁶⁾/90; shape (n,) → (n − 4,)."""
    inner = -values[:-4] + 16 * values[1:-3] - 30 * values[2:-2] + 16 * values[3:-1] - values[4:]
    return inner / (12 * h**2)


def residual(psi: np.ndarray, curvature: np.ndarray, V: np.ndarray, E: float) -> np.ndarray:
    """−ψ″/2 + Vψ − Eψ, all of shape (n,)."""
    return -curvature / 2 + (V - E) * psi


def harmonic_state(level: int, omega: float, centre: float, x: np.ndarray) -> np.ndarray:
    """Normalised eigenfunction of ω²(x − centre)²/2 for level 0 or 1, energy ω(level + ½); shape (n,)."""
    y = np.sqrt(omega) * (x - centre)
    ground = (omega / np.pi) ** 0.25 * np.exp(-(y**2) / 2)
    return ground if level == 0 else np.sqrt(2) * y * ground


def norm_loss(values: np.ndarray, x: np.ndarray) -> float:
    """(∫ψ² − 1)² by the trapezoid rule on equally spaced points."""
    return float((np.trapezoid(values**2, x) - 1) ** 2)


def total_loss(rest: np.ndarray, norm: float, bc: float, w: dict[str, float]) -> float:
    """mean r² + w["norm"] · norm + w["bc"] · bc."""
    return float(np.mean(rest**2) + w["norm"] * norm + w["bc"] * bc)


def energy_of_samples(values: np.ndarray, V: np.ndarray, x: np.ndarray) -> float:
    """⟨H⟩ = ∫(ψ′²/2 + Vψ²) / ∫ψ² of a function known at equally spaced points x, shape (n,).

    ψ′ by the five-point formula (error h⁴ψ⁽⁵⁾/30); the two points at either end, where ψ of a bound state is
    negligible, count for V only.
    """
    h = x[1] - x[0]
    slope = np.zeros_like(values)
    slope[2:-2] = (values[:-4] - 8 * values[1:-3] + 8 * values[3:-1] - values[4:]) / (12 * h)
    return float(np.trapezoid(slope**2 / 2 + V * values**2, x) / np.trapezoid(values**2, x))


def energy_of_polynomial(values: np.ndarray, V: Callable[[np.ndarray], np.ndarray], half_width: float) -> float:
    """⟨H⟩ = ∫ψ(Hψ) / ∫ψ² over [−half_width, half_width] of a function known at `gauss_points`, shape (n,).

    ψ is taken for the polynomial through these points: for a smooth ψ the error falls faster than any power of n.
    For an eigenfunction, Hψ = Eψ holds everywhere, so it does not matter where the interval ends.
    """
    n = len(values)
    y, weights = legendre.leggauss(n)
    # Discrete orthogonality: the coefficients of the interpolating polynomial are integrals.
    series = (np.arange(n) + 0.5) * (legendre.legvander(y, n - 1).T @ (weights * values))
    slopes = legendre.legder(series) / half_width
    ends = np.array([-1.0, 1.0])
    left, right = legendre.legval(ends, series) * legendre.legval(ends, slopes)
    energy = half_width * np.sum(weights * (legendre.legval(y, slopes) ** 2 / 2 + V(half_width * y) * values**2))
    return float((energy - (right - left) / 2) / (half_width * np.sum(weights * values**2)))


def gauss_points(half_width: float, n: int) -> np.ndarray:
    """The n Gauss–Legendre points of [−half_width, half_width], shape (n,)."""
    return half_width * legendre.leggauss(n)[0]


def grid_levels(V: Callable[[np.ndarray], np.ndarray], half_width: float, n: int, kinetic: float = 1.0) -> np.ndarray:
    """Eigenvalues of H with −ψ″/2 by the three-point formula at n points between walls, ascending, shape (n,).

    Args:
        kinetic: a factor that a mistake puts in front of the kinetic energy.
    """
    h = 2 * half_width / (n + 1)
    x = h * (np.arange(1, n + 1) - (n + 1) / 2)
    return eigvalsh_tridiagonal(kinetic / h**2 + V(x), np.full(n - 1, -kinetic / (2 * h**2)))


def levels(V: Callable[[np.ndarray], np.ndarray], half_width: float, n: int = 200) -> np.ndarray:
    """Eigenvalues of −ψ″/2 + Vψ with ψ(±half_width) = 0, ascending, shape (n,)."""
    return np.linalg.eigvalsh(_hamiltonian(V, half_width, n))


def eigenstates(
    V: Callable[[np.ndarray], np.ndarray], half_width: float, n: int = 199
) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues, shape (n,), and the normalised ψ of each at n + 2 even points, walls included, (n, n + 2)."""
    energies, vectors = np.linalg.eigh(_hamiltonian(V, half_width, n))
    return energies, np.pad(vectors.T / np.sqrt(2 * half_width / (n + 1)), ((0, 0), (1, 1)))


def _hamiltonian(V: Callable[[np.ndarray], np.ndarray], half_width: float, n: int) -> np.ndarray:
    """−½d²/dx² + V between walls, shape (n, n).

    Particle-in-a-box basis at n grid points: the sine-function DVR of Colbert & Miller, J. Chem. Phys. 96, 1982
    (1992), appendix A. It converges faster than any power of n.
    """
    index = np.arange(1, n + 1)
    x = -half_width + 2 * half_width * index / (n + 1)
    minus, plus = index[:, None] - index[None, :], index[:, None] + index[None, :]
    step = np.pi / (2 * (n + 1))
    with np.errstate(divide="ignore"):
        kinetic = (-1.0) ** minus * (1 / np.sin(step * minus) ** 2 - 1 / np.sin(step * plus) ** 2)
    np.fill_diagonal(kinetic, (2 * (n + 1) ** 2 + 1) / 3 - 1 / np.sin(np.pi * index / (n + 1)) ** 2)
    kinetic *= (np.pi / (2 * half_width)) ** 2 / 4
    return kinetic + np.diag(V(x))
