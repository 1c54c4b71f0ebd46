"""hw2_derivatives, q6: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.demands import require_kind
from lecture08_utils.hw2_derivatives.q6_lagrangian_motion import IN_EACH_STATE, ONE_STATE_SHORT
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()

TRANSPOSED = "the mixed matrix is transposed: rows belong to velocities"
EULER = "Euler steps: they spiral outwards, and the energy grows"

FIELD = "L = lambda q, v: 0.5 * (v[0] ** 2 + v[1] ** 2) + B * (s * q[0] * v[1] - (1 - s) * q[1] * v[0])"
POLAR = "L = lambda q, v: 0.5 * m * (v[0] ** 2 + (q[0] * v[1]) ** 2) + k / q[0]"
DOUBLE_PENDULUM = """\
import jax.numpy as jnp
def L(q, v):
    swing = m2 * l1 * l2 * jnp.cos(q[0] - q[1]) * v[0] * v[1]
    kinetic = 0.5 * (m1 + m2) * (l1 * v[0]) ** 2 + 0.5 * m2 * (l2 * v[1]) ** 2 + swing
    return kinetic + g * ((m1 + m2) * l1 * jnp.cos(q[0]) + m2 * l2 * jnp.cos(q[1]))
"""


def expect_accelerations(student, terms, Q: np.ndarray, W: np.ndarray) -> None:
    """Demand `acceleration` in the states Q, W of shape (states, n), where the equation of motion has these terms."""
    want = np.array([term.acceleration(v) for term, v in zip(terms, W, strict=True)])
    student.run("import jax")
    # float32, 20 seeds of the reference: errors up to 5e-7 of the largest acceleration.
    accelerations = IN_EACH_STATE.format(name="acceleration")
    student.expect(accelerations, Q=Q, W=W, want=want, rtol=3e-4, wrong=wrong_accelerations(terms, W))


def draw_states(rng: np.random.Generator, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates and velocities of three states of two coordinates, each of shape (3, 2)."""
    return points(rng, low, high, 6).reshape(3, 2), points(rng, 0.5, 2.0, 6).reshape(3, 2)


def draw_double_pendulum(student, rng: np.random.Generator) -> DoublePendulum:
    """A random double pendulum; the student's side gets its Lagrangian as `L`."""
    m1, m2, l1, l2 = points(rng, 0.6, 1.8, 4).tolist()
    g = number(rng, 3.0, 8.0)
    student.run(DOUBLE_PENDULUM, m1=m1, m2=m2, l1=l1, l2=l2, g=g)
    return DoublePendulum(m1, m2, l1, l2, g)


@check(
    "q6",
    points=0.5,
    compiled=True,
    hint="Does ∂L/∂q̇ contain q? What happens to it while q changes, and which index of the mixed matrix is summed "
    "with q̇?",
)
def charge_in_a_magnetic_field(student, rng):
    """`acceleration` of a charge in a magnetic field, and of a body in polar coordinates."""
    B, s = number(rng, 1.0, 3.0), number(rng, 0.7, 0.9)
    student.run(FIELD, B=B, s=s)
    Q, W = draw_states(rng, -1.0, 1.0)
    expect_accelerations(student, [charge_in_field(B, s, v) for v in W], Q, W)
    m, k = number(rng, 1.5, 3.0), number(rng, 0.5, 2.0)
    student.run(POLAR, m=m, k=k)
    Q, W = draw_states(rng, 0.8, 2.0)
    expect_accelerations(student, [central_force(m, k, q, v) for q, v in zip(Q, W, strict=True)], Q, W)


@check(
    "q6",
    points=0.5,
    compiled=True,
    hint="Is the mass matrix diagonal here? And what may your energy assume of L? In a magnetic field it is not "
    "T − V.",
)
def coupled_pendulums_and_their_energy(student, rng):
    """`acceleration` and `energy` of a double pendulum, and `energy` in a magnetic field, which does no work."""
    pendulum = draw_double_pendulum(student, rng)
    Q, W = draw_states(rng, -2.0, 2.0)
    states = list(zip(Q, W, strict=True))
    expect_accelerations(student, [pendulum.terms(q, v) for q, v in states], Q, W)
    kinetic = np.array([pendulum.kinetic(q, v) for q, v in states])
    potential = np.array([pendulum.potential(q) for q in Q])
    energies = "[energy(L, q, v) for q, v in zip(Q, W)]"
    student.expect(energies, want=kinetic + potential, rtol=3e-4, wrong=wrong_energies(kinetic, potential))
    student.run(FIELD, B=number(rng, 1.0, 3.0), s=0.5)
    student.expect(energies, want=(W**2).sum(axis=1) / 2, rtol=3e-4)


@check(
    "q6",
    points=0.5,
    compiled=True,
    hint="Plot the energy along your trajectory. Is it constant, and is it that of the start?",
)
def trajectory_of_a_double_pendulum(student, rng):
    """`trajectory` of a double pendulum: the right motion, with the energy of the start."""
    pendulum = draw_double_pendulum(student, rng)
    # Different angles, opposite velocities: without the mixed term the motion differs by 7 % at least (150 draws).
    q0 = rng.permutation([number(rng, 0.4, 0.6), number(rng, 1.0, 1.2)])
    v0 = points(rng, 0.6, 1.2, 2) * rng.permutation([1, -1])
    dt, n_steps = 0.01, int(rng.integers(80, 120))

    def acceleration(q, v):
        return pendulum.terms(q, v).acceleration(v)

    want = motion(acceleration, q0, v0, dt * np.arange(n_steps + 1))
    euler = euler_steps(acceleration, q0, v0, dt, n_steps)
    # Runge–Kutta steps in float32: errors up to 1e-6 of the largest velocity; Euler steps 1e-1.
    student.run("states = trajectory(L, q0, v0, dt, n_steps)", q0=q0, v0=v0, dt=dt, n_steps=n_steps, compiled=True)
    require_kind(student, "states", shapes={(n_steps, 2, 2): ONE_STATE_SHORT})
    got = student.expect("states", want=want, rtol=4e-3, wrong=wrong_motions(want) | {EULER: euler})
    energies = np.array([pendulum.kinetic(q, v) + pendulum.potential(q) for q, v in got])
    scale = np.ptp([pendulum.potential(q) for q in want[:, 0]])
    student.require(
        bool(np.abs(energies - energies[0]).max() <= 0.02 * scale), "The energy changes along the trajectory."
    )


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


def charge_in_field(B: float, s: float, v: np.ndarray) -> Terms:
    """L = ½v² + B(s x v_y − (1 − s) y v_x): unit charge and mass in a uniform field; s = ½ is the symmetric gauge."""
    return Terms(np.eye(2), B * np.array([[0.0, s - 1], [s, 0.0]]), B * np.array([s * v[1], (s - 1) * v[0]]))


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


def wrong_accelerations(terms: Sequence[Terms], velocities: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of the solution of M q̈ + C q̇ = g, state by state.

    Args:
        terms: one per state.
        velocities: shape (states, n).
    """
    names = {
        "the mixed term ∂²L/∂q̇∂q is left out": lambda M, C, g, v: np.linalg.solve(M, g),
        TRANSPOSED: lambda M, C, g, v: np.linalg.solve(M, g - C.T @ v),
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


@mistakes("q6.acceleration_of_a_pendulum")
def accelerations_of_a_pendulum():
    Q, want = np.array([[0.5], [-1.0], [2.0]]), np.array([[-2.397128], [4.207355], [-4.546487]])
    return {
        "the sign of ∂L/∂q": -want,
        "the mass matrix is left out: a force, not an acceleration": 4 * want,
        "∂²L/∂q∂q in place of the mass matrix ∂²L/∂q̇∂q̇": np.tan(Q),
    }


@mistakes("q6.acceleration_in_a_magnetic_field")
def accelerations_of_a_charge():
    W = np.array([[1.0, 0.5], [-1.5, 2.0]])
    names = ("the mixed term ∂²L/∂q̇∂q is left out", "the sign of the mixed term", "the sign of ∂L/∂q")
    wrong = wrong_accelerations([charge_in_field(4.0, 0.75, v) for v in W], W)
    return {TRANSPOSED: wrong[TRANSPOSED]} | {name: wrong[name] for name in names}


@mistakes("q6.energy_of_a_pendulum")
def energies_of_a_pendulum():
    kinetic = 2 * np.array([0.0, 1.5, -1.0]) ** 2
    return wrong_energies(kinetic, np.array([-17.551651, -6.306046, 10.322937]) - kinetic)


@mistakes("q6.trajectory_of_an_oscillator")
def motions_of_an_oscillator():
    t = 0.05 * np.arange(41)
    want = np.stack([np.cos(2 * t), -2 * np.sin(2 * t)], axis=1)[:, :, None]
    euler = (1 - 0.1j) ** np.arange(41)
    decay = 0.818733333 ** np.arange(41)  # a Runge-Kutta step of q̇ = q̈(q) = −4q
    return wrong_motions(want) | {
        EULER: np.stack([euler.real, 2 * euler.imag], axis=1)[:, :, None],
        "the rates are exchanged: first that of q, which is q̇, then that of q̇": (
            np.stack([decay, 0 * decay], axis=1)[:, :, None]
        ),
    }
