"""hw2_derivatives, q5 to q8: the hidden checks about waves, motion, magnets and large Hessians."""

from __future__ import annotations

import numpy as np

from autograder.checks.inputs import number, points
from autograder.oracles import hw2_atoms, hw2_motion
from lecture08_utils.checking import CheckList
from lecture08_utils.checks.hw2_derivatives.motion import IN_EACH_STATE
from lecture08_utils.misconceptions.hw2_atoms import ROOT
from lecture08_utils.misconceptions.hw2_demands import expect_free_spins, expect_product, require_kind, run_phonons
from lecture08_utils.misconceptions.hw2_motion import (
    COSINES,
    ENDLESS,
    EULER,
    FROZEN,
    NO_MASSES,
    NO_PHASE,
    NO_ROOT,
    ONE_SIDED,
    ONE_STATE_SHORT,
    UNSTABLE,
    UNWRAPPED,
    wrong_accelerations,
    wrong_energies,
    wrong_motions,
    wrong_responses,
    wrong_rings,
)

check = CheckList("hidden")

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
    run_phonons(student, n_cells, masses, q)
    right, unit = hw2_atoms.bloch_omega2(rows, masses, q), np.ones_like(masses)
    # What eigvalsh makes of Φ_st/m_s: it averages the matrix with its adjoint.
    one_sided = (1 / masses + 1 / masses[:, None]) / 2
    wrong = {
        UNWRAPPED: hw2_atoms.bloch_omega2(rows, masses, q, unwrapped=n_cells),
        NO_MASSES: hw2_atoms.bloch_omega2(rows, unit, q),
        NO_ROOT: hw2_atoms.bloch_omega2(rows, masses**2, q),
        ONE_SIDED: hw2_atoms.bloch_omega2(rows * one_sided, unit, q),
        ROOT: np.sqrt(np.maximum(right, 0)),
        NO_PHASE: hw2_atoms.bloch_omega2(rows, masses, 0 * q),
        COSINES: hw2_atoms.bloch_omega2((rows + rows[::-1]) / 2, masses, q),
    }
    # float32, 20 seeds of the reference: errors up to 3e-7 of the largest ω².
    student.expect("omega2", want=right, rtol=2e-4, wrong=wrong)


@check("q5", points=0.5, hint="Two atoms of different masses: what stands in D off the diagonal, m, M or both?")
def waves_of_two_atoms(student, rng):
    """`phonon_omega2` of chains with two atoms per cell, one of them held at its place: both branches."""
    for n_cells in (5, 8):
        inside, between = number(rng, 0.8, 2.0), number(rng, 2.5, 4.0)
        masses = np.array([number(rng, 0.5, 1.5), number(rng, 2.0, 4.0)])
        q, pin = points(rng, -3.0, 3.0, 5), number(rng, 0.5, 1.0)
        # What holds the atom is softest at its place: only the Hessian at rest is the right one.
        student.run(TWO_ATOMS, k1=inside, k2=between, pin=pin)
        rows = hw2_atoms.two_atom_rows(inside, between)
        rows[1, 0, 0] += pin
        expect_waves(student, rows, n_cells, masses, q)


@check(
    "q5",
    points=0.5,
    hint="Print your R for a ring of 7 cells. Which of them are to the left of cell 0?",
)
def waves_with_second_neighbours(student, rng):
    """`phonon_omega2` of chains with springs to the second neighbours, at wave numbers that no ring has."""
    for n_cells in (7, 10):
        nearest, second = number(rng, 0.8, 2.0), number(rng, 0.3, 0.6)
        student.run(CHAIN, k1=nearest, k2=second)
        q = np.append(0.0, points(rng, -3.0, 3.0, 5))
        expect_waves(student, hw2_atoms.one_atom_rows(nearest, second), n_cells, points(rng, 1.5, 3.0, 1), q)


FIELD = "L = lambda q, v: 0.5 * (v[0] ** 2 + v[1] ** 2) + 0.5 * B * (q[0] * v[1] - q[1] * v[0])"
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


def draw_double_pendulum(student, rng: np.random.Generator) -> hw2_motion.DoublePendulum:
    """A random double pendulum; the student's side gets its Lagrangian as `L`."""
    m1, m2, l1, l2 = points(rng, 0.6, 1.8, 4).tolist()
    g = number(rng, 3.0, 8.0)
    student.run(DOUBLE_PENDULUM, m1=m1, m2=m2, l1=l1, l2=l2, g=g)
    return hw2_motion.DoublePendulum(m1, m2, l1, l2, g)


@check(
    "q6",
    points=0.5,
    hint="Does ∂L/∂q̇ contain q? What happens to it while q changes, and which index of the mixed matrix is summed "
    "with q̇?",
)
def charge_in_a_magnetic_field(student, rng):
    """`acceleration` of a charge in a magnetic field, and of a body in polar coordinates."""
    B = number(rng, 1.0, 3.0)
    student.run(FIELD, B=B)
    Q, W = draw_states(rng, -1.0, 1.0)
    expect_accelerations(student, [hw2_motion.charge_in_field(B, v) for v in W], Q, W)
    m, k = number(rng, 1.5, 3.0), number(rng, 0.5, 2.0)
    student.run(POLAR, m=m, k=k)
    Q, W = draw_states(rng, 0.8, 2.0)
    expect_accelerations(student, [hw2_motion.central_force(m, k, q, v) for q, v in zip(Q, W, strict=True)], Q, W)


@check(
    "q6",
    points=0.5,
    hint="Is the mass matrix diagonal here? And is L = T − V all that your energy may assume, or even less?",
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
    student.run(FIELD, B=number(rng, 1.0, 3.0))
    student.expect(energies, want=(W**2).sum(axis=1) / 2, rtol=3e-4)


@check(
    "q6",
    points=0.5,
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

    want = hw2_motion.motion(acceleration, q0, v0, dt * np.arange(n_steps + 1))
    euler = hw2_motion.euler_steps(acceleration, q0, v0, dt, n_steps)
    # Runge–Kutta steps in float32: errors up to 1e-6 of the largest velocity; Euler steps 1e-1.
    student.run("states = trajectory(L, q0, v0, dt, n_steps)", q0=q0, v0=v0, dt=dt, n_steps=n_steps)
    require_kind(student, "states", shapes={(n_steps, 2, 2): ONE_STATE_SHORT})
    got = student.expect("states", want=want, rtol=4e-3, wrong=wrong_motions(want) | {EULER: euler})
    energies = np.array([pendulum.kinetic(q, v) + pendulum.potential(q) for q, v in got])
    scale = np.ptp([pendulum.potential(q) for q in want[:, 0]])
    student.require(
        bool(np.abs(energies - energies[0]).max() <= 0.02 * scale), "The energy changes along the trajectory."
    )


@check(
    "q7",
    points=0.5,
    hint="Per spin or for the whole ring? Which of the two λ matters for 3 spins and not for 300? And how large is "
    "cosh(1000)?",
)
def rings_of_spins(student, rng):
    """`ising_ring_F` and its χ for short and long rings, and `free_spin_F` in very strong fields."""
    h, T = points(rng, 100.0, 200.0, 3) * [1, -1, 1], points(rng, 0.2, 0.5, 3)
    expect_free_spins(student, h, T, hw2_motion.free_spin_F(h, T))
    for n in (int(rng.integers(3, 6)), int(rng.integers(20, 40)), int(rng.integers(300, 1000))):
        h, T, J = number(rng, 0.2, 1.0), number(rng, 1.0, 2.0), number(rng, 0.6, 1.4)
        right = hw2_motion.ising_ring_F(h, T, J, n)
        endless = hw2_motion.ising_ring_F(h, T, J, 10_000)
        wrong = wrong_rings(right, h, T, n) | {ENDLESS: endless}
        student.run("F = ising_ring_F(h, T, J, n)", h=h, T=T, J=J, n=n)
        require_kind(student, "F", nan="λ₊ⁿ overflows: take its logarithm, n ln λ₊")
        student.expect("F", want=right, wrong=wrong)
        chi = hw2_motion.ising_ring_chi(T, J, n)
        wrong = {"the whole ring instead of one spin: not divided by n": n * chi} | wrong_responses(chi)
        # float32, 20 seeds of the reference: errors of χ up to 5e-7 of it.
        student.expect("susceptibility(lambda h: ising_ring_F(h, T, J, n), 0.0)", want=chi, rtol=1e-3, wrong=wrong)


@check(
    "q7",
    points=0.5,
    hint="Which m is stable below T = J? And does m follow, in your code, when h changes a little?",
)
def mean_field_above_and_below(student, rng):
    """`mean_field_F` and its χ above T = J, below it on the branch with m > 0, and in a field."""
    J = number(rng, 0.8, 2.0)
    cases = [
        (0.0, number(rng, 1.3, 2.0)),
        (0.0, number(rng, 0.6, 0.8)),
        (number(rng, 0.3, 0.8), number(rng, 0.6, 1.4)),
    ]
    for h, ratio in cases:
        T = float(np.float32(ratio * J))
        h = float(np.float32(h * J))
        m, right = hw2_motion.mean_field_m(h, T, J), hw2_motion.mean_field_F(h, T, J)
        wrong = {
            "½Jm² is missing": right - J * m**2 / 2,
            "the sign of ½Jm²": right - J * m**2,
            UNSTABLE: hw2_motion.mean_field_F(h, T, J, m=0.0),
            "m is held at its start, m = 1": hw2_motion.mean_field_F(h, T, J, m=1.0),
        }
        student.expect("mean_field_F(h, T, J)", h=h, T=T, J=J, want=right, wrong=wrong)
        chi = hw2_motion.mean_field_chi(h, T, J)
        wrong = {
            FROZEN: (1 - m**2) / T,
            UNSTABLE: 1 / (T - J),
        } | wrong_responses(chi, m)
        # float32, 20 seeds of the reference: errors of χ up to 3e-6 of it, at these temperatures.
        student.expect("susceptibility(lambda h: mean_field_F(h, T, J), h)", want=chi, rtol=2e-3, wrong=wrong)


@check(
    "q8",
    points=0.5,
    hint="What is the largest array that your function makes? Which tool gives a change along a direction?",
)
def product_without_a_matrix(student, rng):
    """`hvp` of a chain with anharmonic springs: for x of shape (4, 3), and for 200 000 coordinates."""
    student.run("import jax.numpy as jnp\nf = lambda x: jnp.sum((x[1:] - x[:-1]) ** 4) / 4 + jnp.sum(x[:-1] * x[1:])")
    x, v = points(rng, -1.0, 1.0, 12).reshape(4, 3), points(rng, -1.0, 1.0, 12).reshape(4, 3)
    H = np.array([hw2_motion.anharmonic_hvp(x, unit.reshape(4, 3)).ravel() for unit in np.eye(12)])
    want = hw2_motion.anharmonic_hvp(x, v)
    expect_product(student, x, v, want=want, H=H, gradient=hw2_motion.anharmonic_gradient(x))
    x, v = points(rng, -1.0, 1.0, 200_000), points(rng, -1.0, 1.0, 200_000)
    student.expect("hvp(f, x, v)", x=x, v=v, want=hw2_motion.anharmonic_hvp(x, v), rtol=3e-4)
