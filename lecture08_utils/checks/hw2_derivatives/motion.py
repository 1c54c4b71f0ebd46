"""hw2_derivatives, public checks of waves, motion, magnets and large Hessians (q5 to q8)."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw2_demands import expect_free_spins, expect_product, require_kind, run_phonons
from lecture08_utils.misconceptions.hw2_motion import (
    ENDLESS,
    EULER,
    FROZEN,
    ONE_STATE_SHORT,
    wrong_chain_waves,
    wrong_energies,
    wrong_mean_fields,
    wrong_motions,
    wrong_responses,
    wrong_rings,
    wrong_two_atom_waves,
)

check = CheckList("public")

# Compiled in one piece: one by one the operations of a Hessian and a solution take a second to compile.
IN_EACH_STATE = "jax.jit(jax.vmap(lambda q, v: {name}(L, q, v)))(Q, W)"


@check(
    "q5",
    points=0.5,
    hint="Cell 5 of a ring of 6: how far is it from cell 0, and on which side? What is ω² of a wave with q = 0?",
)
def waves_on_a_ring_of_six(student, rng):
    """`phonon_omega2` of a chain with one atom per cell, K = 3 and m = 2: ω² = 4(K/m) sin²(q/2)."""
    student.run(
        "import jax.numpy as jnp\nenergy = lambda u: 0.5 * k * jnp.sum((jnp.roll(u, -1, axis=0) - u) ** 2)", k=3.0
    )
    q = np.array([0.0, 1.0, 2.0, np.pi])
    run_phonons(student, 6, np.array([2.0]), q)
    want = [[0.0], [1.379093], [4.248440], [6.0]]
    student.expect("omega2", want=want, wrong=wrong_chain_waves(3.0, 2.0, 6, q))


@check(
    "q5",
    points=0.5,
    hint="Print the force constants between cell 0 and its neighbours. Which axis of the Hessian counts cells, which "
    "counts the atoms of a cell? D(q) is Hermitian, not real: which of eigvals and eigvalsh knows that?",
)
def waves_with_two_atoms_per_cell(student, rng):
    """`phonon_omega2` of a chain with two atoms per cell, at q = 0, 1 and π."""
    student.run(
        "import jax.numpy as jnp\n"
        "energy = lambda u: 0.5 * jnp.sum(3.0 * (u[:, 1] - u[:, 0]) ** 2 + (jnp.roll(u[:, 0], -1) - u[:, 1]) ** 2)"
    )
    masses, q = np.array([1.0, 4.0]), np.array([0.0, 1.0, np.pi])
    run_phonons(student, 6, masses, q)
    want = [[0.0, 5.0], [0.1419387, 4.8580613], [0.6972244, 4.3027756]]  # (5 ± √(19 + 6 cos q))/2
    student.expect("omega2", want=want, wrong=wrong_two_atom_waves(3.0, 1.0, masses, 6, q))


PENDULUM = """\
import jax
import jax.numpy as jnp
L = lambda q, v: 0.5 * (length * v[0]) ** 2 + g * length * jnp.cos(q[0])
"""


@check("q6", points=0.5, hint="Which of the terms remain for a pendulum? What is ∂L/∂q, and what is it divided by?")
def acceleration_of_a_pendulum(student, rng):
    """`acceleration` of a pendulum with g/l = 5, in three states."""
    student.run(PENDULUM, length=2.0, g=10.0)
    Q, W = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.5], [-1.0]])
    want = np.array([[-2.397128], [4.207355], [-4.546487]])  # −5 sin q
    wrong = {
        "the sign of ∂L/∂q": -want,
        "the mass matrix is left out: a force, not an acceleration": 4 * want,
        "∂²L/∂q∂q in place of the mass matrix ∂²L/∂q̇∂q̇": np.tan(Q),
    }
    student.expect(IN_EACH_STATE.format(name="acceleration"), Q=Q, W=W, want=want, wrong=wrong)


@check("q6", points=0.5, hint="Write down q̇ ∂L/∂q̇ for L = T − V. What is left when L is subtracted?")
def energy_of_a_pendulum(student, rng):
    """`energy` of a pendulum in three states."""
    student.run(PENDULUM, length=2.0, g=10.0)
    Q, W = np.array([[0.5], [-1.0], [2.0]]), np.array([[0.0], [1.5], [-1.0]])
    want = np.array([-17.551651, -6.306046, 10.322937])  # 2 q̇² − 20 cos q
    kinetic = 2 * W[:, 0] ** 2
    wrong = wrong_energies(kinetic, want - kinetic)
    student.expect(IN_EACH_STATE.format(name="energy"), Q=Q, W=W, want=want, wrong=wrong)


@check(
    "q6", points=0.5, hint="What is the rate of change of the velocity, and what of the position? Which comes first?"
)
def trajectory_of_an_oscillator(student, rng):
    """`trajectory` of L = v²/2 − 2q², forty steps of 0.05: cos 2t."""
    student.run("L = lambda q, v: 0.5 * v[0] ** 2 - 2.0 * q[0] ** 2")
    t = 0.05 * np.arange(41)
    want = np.stack([np.cos(2 * t), -2 * np.sin(2 * t)], axis=1)[:, :, None] + 0.0
    euler = (1 - 0.1j) ** np.arange(41)
    decay = 0.818733333 ** np.arange(41)  # a Runge-Kutta step of q̇ = q̈(q) = −4q
    wrong = wrong_motions(want) | {
        EULER: np.stack([euler.real, 2 * euler.imag], axis=1)[:, :, None],
        "the rates are exchanged: first that of q, which is q̇, then that of q̇": (
            np.stack([decay, 0 * decay], axis=1)[:, :, None]
        ),
    }
    student.run("motion = trajectory(L, q0, v0, 0.05, 40)", q0=np.ones(1), v0=np.zeros(1))
    require_kind(student, "motion", shapes={(40, 2, 1): ONE_STATE_SHORT}, shape=want.shape)
    student.expect("motion", want=want, rtol=1e-3, wrong=wrong)


@check(
    "q7",
    points=0.25,
    hint="What is F at T → 0, where only energy counts, and at h = 0, where only entropy does? How large is "
    "cosh(200)?",
)
def free_energy_of_a_spin(student, rng):
    """`free_spin_F` at five fields and temperatures, one of them a strong field."""
    h, T = np.array([0.0, 1.0, -2.0, 3.0, 100.0]), np.array([1.0, 0.5, 2.0, 1.5, 0.5])
    expect_free_spins(student, h, T, np.array([-0.6931472, -1.0090750, -2.2538560, -3.0272249, -100.0]))


@check(
    "q7",
    points=0.25,
    hint="How often is F differentiated in χ, and with which sign? And of a function of F and h, which argument does "
    "jax.grad take if nobody tells it?",
)
def susceptibility_of_known_functions(student, rng):
    """`susceptibility` of F = h/2 − 2h⁴, and of a free spin without field: 1/T."""
    student.run("F = lambda h: 0.5 * h - 2.0 * h**4")
    student.expect("susceptibility(F, 0.5)", want=6.0, wrong=wrong_responses(6.0, m=0.5))
    student.run("free = lambda h: free_spin_F(h, T)", T=0.8)
    student.expect("susceptibility(free, 0.0)", want=1.25, wrong=wrong_responses(1.25))


@check("q7", points=0.25, hint="Write down the energies of the eight states of three spins. Which of them are equal?")
def ring_of_three_spins(student, rng):
    """`ising_ring_F` of three spins with J = 1 in two fields: Z = 2e^{3K} cosh(3h/T) + 6e^{−K} cosh(h/T)."""
    expression = "jax.jit(jax.vmap(lambda h, T: ising_ring_F(h, T, 1.0, 3)))(fields, temperatures)"
    student.run("import jax")
    fields, temperatures = np.array([0.0, 0.6]), np.array([1.0, 1.5])
    want = np.array([-1.2488792, -1.7020685])
    student.expect(
        expression,
        fields=fields,
        temperatures=temperatures,
        want=want,
        # −T ln λ₊
        wrong=wrong_rings(want, fields, temperatures, n=3) | {ENDLESS: [-1.1269280, -1.6757827]},
    )


@check(
    "q7",
    points=0.25,
    hint="Which m solves the equation? And does m follow, in your code, when h changes a little?",
)
def mean_field_without_a_field(student, rng):
    """`mean_field_F` at h = 0, where m = 0 or m = 0.8, and its χ above T = J: 1/(T − J)."""
    # 0.7281914 is 0.8/ln 3, and 0.8 = tanh(ln 3).
    for T, m, want in ((1.5, 0.0, -1.0397208), (0.7281914, 0.8, -0.5567226)):
        wrong = wrong_mean_fields(want, m, T, 1.0)
        student.expect("mean_field_F(0.0, T, 1.0)", T=T, want=want, wrong=wrong)
    wrong = {FROZEN: 1 / 0.75} | wrong_responses(4.0, m=0.0)
    student.expect("susceptibility(lambda h: mean_field_F(h, 0.75, 0.5), 0.0)", want=4.0, rtol=1e-3, wrong=wrong)


@check("q8", points=0.5, hint="Which function changes along v here: f or its gradient? How many numbers are in Hv?")
def product_with_a_quadratic_form(student, rng):
    """`hvp` of f = ½ xᵀAx is Av."""
    A = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 0.0], [0.5, 0.0, -1.0]])
    x, v = np.array([1.0, 2.0, -1.0]), np.array([0.5, -1.0, 2.0])
    student.run("f = lambda x: 0.5 * x @ A @ x", A=A)
    expect_product(student, x, v, want=np.array([3.0, -3.5, -1.75]), H=A, gradient=A @ x)
