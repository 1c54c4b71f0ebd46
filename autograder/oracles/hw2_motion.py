"""What is right about moving bodies and magnets, in NumPy and float64.

Everything is written in closed form from the physics; independent of student code and of JAX.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq


@dataclass(frozen=True)
class Terms:
    """The parts of the Euler–Lagrange equation M q̈ + C q̇ = g at one state.

    Attributes:
        M: ∂²L/∂q̇_i∂q̇_j, shape (n, n).
        C: ∂²L/∂q̇_i∂q_j, shape (n, n), with i the row.
        g: ∂L/∂q, shape (n,).
    """

    M: np.ndarray
    C: np.ndarray
    g: np.ndarray

    def acceleration(self, v: np.ndarray) -> np.ndarray:
        return np.linalg.solve(self.M, self.g - self.C @ v)


def charge_in_field(B: float, v: np.ndarray) -> Terms:
    """L = ½v² + ½B(x v_y − y v_x): unit charge and mass in a uniform field, symmetric gauge."""
    return Terms(np.eye(2), B / 2 * np.array([[0.0, -1.0], [1.0, 0.0]]), B / 2 * np.array([v[1], -v[0]]))


def central_force(m: float, k: float, q: np.ndarray, v: np.ndarray) -> Terms:
    """L = ½m(ṙ² + r²φ̇²) + k/r in polar coordinates (r, φ)."""
    r, rate = q[0], v[1]
    return Terms(
        np.diag([m, m * r**2]),
        np.array([[0.0, 0.0], [2 * m * r * rate, 0.0]]),
        np.array([m * r * rate**2 - k / r**2, 0.0]),
    )


@dataclass(frozen=True)
class DoublePendulum:
    """Two masses on rods, angles from the downward vertical. L. D. Landau & E. M. Lifshitz, Mechanics, §5."""

    m1: float
    m2: float
    l1: float
    l2: float
    g: float

    def terms(self, q: np.ndarray, v: np.ndarray) -> Terms:
        coupling, lean = self.m2 * self.l1 * self.l2, q[0] - q[1]
        c, s = coupling * np.cos(lean), coupling * np.sin(lean)
        M = np.array([[(self.m1 + self.m2) * self.l1**2, c], [c, self.m2 * self.l2**2]])
        # ∂(M q̇)_i/∂q_j
        C = s * np.array([[-v[1], v[1]], [-v[0], v[0]]])
        weight = np.array([(self.m1 + self.m2) * self.l1, self.m2 * self.l2]) * self.g * np.sin(q)
        return Terms(M, C, s * v[0] * v[1] * np.array([-1.0, 1.0]) - weight)

    def kinetic(self, q: np.ndarray, v: np.ndarray) -> float:
        return float(v @ self.terms(q, v).M @ v / 2)

    def potential(self, q: np.ndarray) -> float:
        upper = (self.m1 + self.m2) * self.l1 * np.cos(q[0])
        return float(-self.g * (upper + self.m2 * self.l2 * np.cos(q[1])))


def motion(acceleration: Callable, q0: np.ndarray, v0: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Solve q̈ = acceleration(q, q̇) to 1e-10; returns q and q̇ at the times, shape (len(times), 2, n)."""
    n = len(q0)

    def rate(_, y):
        return np.concatenate([y[n:], acceleration(y[:n], y[n:])])

    start = np.concatenate([q0, v0])
    found = solve_ivp(rate, (times[0], times[-1]), start, method="DOP853", t_eval=times, rtol=1e-10, atol=1e-10)
    return found.y.T.reshape(len(times), 2, n)


def euler_steps(acceleration: Callable, q0: np.ndarray, v0: np.ndarray, dt: float, n_steps: int) -> np.ndarray:
    """What a popular mistake makes of a motion: steps along the rate at their start, shape (n_steps + 1, 2, n)."""
    path = [np.stack([q0, v0])]
    for _ in range(n_steps):
        q, v = path[-1]
        path.append(np.stack([q + dt * v, v + dt * acceleration(q, v)]))
    return np.stack(path)


def free_spin_F(h: np.ndarray | float, T: np.ndarray | float) -> np.ndarray:
    """F = −T ln(2 cosh(h/T)) without overflow."""
    return -T * np.logaddexp(h / T, -h / T)


def ising_ring_F(h: float, T: float, J: float, n: int) -> float:
    """Free energy per spin from the eigenvalues of the transfer matrix.

    H. A. Kramers & G. H. Wannier, Phys. Rev. 60, 252 (1941).
    """
    transfer = np.array([[np.exp((J + h) / T), np.exp(-J / T)], [np.exp(-J / T), np.exp((J - h) / T)]])
    small, large = np.linalg.eigvalsh(transfer)
    return float(-T * (np.log(large) + np.log1p((small / large) ** n) / n))


def ising_ring_chi(T: float, J: float, n: int) -> float:
    """Susceptibility per spin without field: (e^{2K}/T)(1 − tⁿ)/(1 + tⁿ) with K = J/T, t = tanh K."""
    t = np.tanh(J / T) ** n
    return float(np.exp(2 * J / T) / T * (1 - t) / (1 + t))


def mean_field_m(h: float, T: float, J: float) -> float:
    """The largest solution of m = tanh((Jm + h)/T) for h ≥ 0; 0 if it is the only one."""

    def excess(m):
        return np.tanh((J * m + h) / T) - m

    if h == 0 and T >= J:
        return 0.0
    # The excess is concave for m ≥ 0, positive below the solution and negative above it.
    low = 1e-9 if h > 0 else np.sqrt(max(1 - T / J, 0.0)) / 10
    return float(brentq(excess, low, 1.0, xtol=1e-14))


def mean_field_F(h: float, T: float, J: float, m: float | None = None) -> float:
    """Jm²/2 − T ln(2 cosh((Jm + h)/T)) at the m given, or at the solution."""
    m = mean_field_m(h, T, J) if m is None else m
    return float(J * m**2 / 2 + free_spin_F(J * m + h, T))


def mean_field_chi(h: float, T: float, J: float) -> float:
    """dm/dh = (1 − m²)/(T − J(1 − m²)), from differentiating the equation for m."""
    room = 1 - mean_field_m(h, T, J) ** 2
    return room / (T - J * room)


def anharmonic_gradient(x: np.ndarray) -> np.ndarray:
    """Gradient of Σ (x_{i+1} − x_i)⁴/4 + Σ x_i x_{i+1}, neighbours along axis 0; shape of x."""
    return _against_neighbours(np.diff(x, axis=0) ** 3) + _sum_of_neighbours(x)


def anharmonic_hvp(x: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Hessian of the same function at x, times v."""
    return _against_neighbours(3 * np.diff(x, axis=0) ** 2 * np.diff(v, axis=0)) + _sum_of_neighbours(v)


def _against_neighbours(pull: np.ndarray) -> np.ndarray:
    nothing = np.zeros_like(pull[:1])
    return np.concatenate([nothing, pull]) - np.concatenate([pull, nothing])


def _sum_of_neighbours(x: np.ndarray) -> np.ndarray:
    nothing = np.zeros_like(x[:1])
    return np.concatenate([x[1:], nothing]) + np.concatenate([nothing, x[:-1]])
