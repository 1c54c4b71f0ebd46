"""hw2_derivatives, q6: from a Lagrangian to a motion; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.hw2_derivatives.demands import require_kind

question = Question(
    "q6",
    "From a Lagrangian to a motion",
    ("acceleration", "energy", "trajectory"),
    concepts=(
        "Equations of motion from a Lagrangian",
        "Conserved energy from a Lagrangian",
    ),
)

check = CheckList("public")

ONE_STATE_SHORT = "one state is missing: there are n_steps + 1 of them, the start included"

# Compiled in one piece: one by one the operations of a Hessian and a solution take a second to compile.
IN_EACH_STATE = "jax.jit(jax.vmap(lambda q, v: {name}(L, q, v)))(Q, W)"

PENDULUM = """\
import jax
import jax.numpy as jnp
L = lambda q, v: 0.5 * (length * v[0]) ** 2 + g * length * jnp.cos(q[0])
"""


@check(
    "q6",
    points=0.25,
    compiled=True,
    hint="Which of the terms remain for a pendulum? What is ∂L/∂q, and what is it divided by?",
)
def acceleration_of_a_pendulum(student, rng):
    """`acceleration` of a pendulum with g/l = 5, in three states."""
    student.run(PENDULUM, length=2.0, g=10.0)
    Q, W = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.5], [-1.0]])
    want = [[-2.397128], [4.207355], [-4.546487]]  # −5 sin q
    student.expect(IN_EACH_STATE.format(name="acceleration"), Q=Q, W=W, want=want, wrong=student.mistakes())


@check(
    "q6",
    points=0.25,
    compiled=True,
    hint="What is ∂L/∂q̇ here, and does it contain q? Then it changes while q moves along q̇. Which index of the mixed "
    "matrix is summed with q̇?",
)
def acceleration_in_a_magnetic_field(student, rng):
    """`acceleration` of a charge in a magnetic field B = 4, in some gauge: (B v_y, −B v_x), wherever it is."""
    # In the symmetric gauge the mixed matrix is antisymmetric: transposed or with the wrong sign it is the same.
    student.run("import jax\nL = lambda q, v: 0.5 * (v @ v) + B * (0.75 * q[0] * v[1] - 0.25 * q[1] * v[0])", B=4.0)
    Q, W = np.array([[0.0, 0.0], [1.0, -2.0]]), np.array([[1.0, 0.5], [-1.5, 2.0]])
    want = [[2.0, -4.0], [8.0, 6.0]]
    student.expect(IN_EACH_STATE.format(name="acceleration"), Q=Q, W=W, want=want, wrong=student.mistakes())


@check("q6", points=0.5, compiled=True, hint="Write down q̇ ∂L/∂q̇ for L = T − V. What is left when L is subtracted?")
def energy_of_a_pendulum(student, rng):
    """`energy` of a pendulum in three states."""
    student.run(PENDULUM, length=2.0, g=10.0)
    Q, W = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.5], [-1.0]])
    want = [-17.551651, -6.306046, 10.322937]  # 2 q̇² − 20 cos q
    student.expect(IN_EACH_STATE.format(name="energy"), Q=Q, W=W, want=want, wrong=student.mistakes())


@check(
    "q6",
    points=0.5,
    compiled=True,
    hint="What is the rate of change of the velocity, and what of the position? Which comes first?",
)
def trajectory_of_an_oscillator(student, rng):
    """`trajectory` of L = v²/2 − 2q², forty steps of 0.05: cos 2t."""
    student.run("L = lambda q, v: 0.5 * v[0] ** 2 - 2.0 * q[0] ** 2")
    t = 0.05 * np.arange(41)
    want = np.stack([np.cos(2 * t), -2 * np.sin(2 * t)], axis=1)[:, :, None] + 0.0
    student.run("motion = trajectory(L, q0, v0, 0.05, 40)", q0=np.ones(1), v0=np.zeros(1), compiled=True)
    require_kind(student, "motion", shapes={(40, 2, 1): ONE_STATE_SHORT}, shape=want.shape)
    student.expect("motion", want=want, rtol=1e-3, wrong=student.mistakes())
