"""hw2_derivatives, q7: response functions; its public checks."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.mistakes import Values
from lecture08_utils.hw2_derivatives.demands import require_kind

question = Question(
    "q7",
    "Response functions",
    ("free_spin_F", "ising_ring_F", "mean_field_F", "susceptibility"),
    concepts=("Response functions from a free energy",),
)

check = CheckList("public")


@check(
    "q7",
    points=0.25,
    compiled=True,
    hint="What is F at T → 0, where only energy counts, and at h = 0, where only entropy does? How large is "
    "cosh(200)?",
)
def free_energy_of_a_spin(student, rng):
    """`free_spin_F` at five fields and temperatures, one of them a strong field, and its curvature at h = 0."""
    h, T = np.array([0.0, 1.0, -2.0, 3.0, 100.0]), np.array([1.0, 0.5, 2.0, 1.5, 0.5])
    want = np.array([-0.6931472, -1.0090750, -2.2538560, -3.0272249, -100.0])
    expect_free_spins(student, h, T, want, wrong=student.mistakes())
    kink = {"|h| has a kink at h = 0, and autodiff takes its slope there for 0": 0.0}
    student.expect("jax.grad(jax.grad(lambda h: free_spin_F(h, 0.8)))(0.0)", want=-1.25, wrong=kink)  # −1/T


def expect_free_spins(student, h: np.ndarray, T: np.ndarray, want: np.ndarray, wrong: Values) -> None:
    """Demand that `free_spin_F` has the values `want` at these fields and temperatures, all of shape (n,).

    Args:
        wrong: misconception → the values that it leads to.
    """
    student.run("import jax\nF = jax.jit(jax.vmap(free_spin_F))(fields, temperatures)", fields=h, temperatures=T)
    require_kind(student, "F", nan="cosh or exp overflows: the logarithm of infinity")
    student.expect("F", want=want, rtol=1e-5, wrong=wrong)


@check(
    "q7",
    points=0.25,
    compiled=True,
    hint="How often is F differentiated in χ, and with which sign? And of a function of F and h, which argument does "
    "jax.grad take if nobody tells it?",
)
def susceptibility_of_known_functions(student, rng):
    """`susceptibility` of F = h/2 − 2h⁴, and of a free spin without field: 1/T."""
    student.run("F = lambda h: 0.5 * h - 2.0 * h**4")
    student.expect("susceptibility(F, 0.5)", want=6.0, wrong=student.mistakes("polynomial"))
    student.run("free = lambda h: -T * jnp.log(2 * jnp.cosh(h / T))", T=0.8)
    student.expect("susceptibility(free, 0.0)", want=1.25, wrong=student.mistakes("free spin"))


@check(
    "q7",
    points=0.25,
    compiled=True,
    hint="Write down the energies of the eight states of three spins. Which of them are equal?",
)
def ring_of_three_spins(student, rng):
    """`ising_ring_F` of three spins with J = 1 in two fields: Z = 2e^{3K} cosh(3h/T) + 6e^{−K} cosh(h/T)."""
    expression = "jax.jit(jax.vmap(lambda h, T: ising_ring_F(h, T, 1.0, 3)))(fields, temperatures)"
    student.run("import jax")
    student.expect(
        expression,
        fields=np.array([0.0, 0.6]),
        temperatures=np.array([1.0, 1.5]),
        want=[-1.2488792, -1.7020685],
        wrong=student.mistakes(),
    )


@check(
    "q7",
    points=0.25,
    compiled=True,
    hint="Which m solves the equation? And does m follow, in your code, when h changes a little?",
)
def mean_field_without_a_field(student, rng):
    """`mean_field_F` at h = 0, where m = 0 or m = 0.8, and its χ above T = J: 1/(T − J)."""
    # 0.7281914 is 0.8/ln 3, and 0.8 = tanh(ln 3).
    for T, want in ((1.5, -1.0397208), (0.7281914, -0.5567226)):
        student.expect("mean_field_F(0.0, T, 1.0)", T=T, want=want, wrong=student.mistakes(f"T = {T}"))
    wrong = student.mistakes("susceptibility")
    student.expect("susceptibility(lambda h: mean_field_F(h, 0.75, 0.5), 0.0)", want=4.0, rtol=1e-3, wrong=wrong)
