"""hw4_oscillator, q1 to q3 and q5: the public checks of what is judged without training."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw4_oscillator import (
    STRAIGHT_PIECES,
    wrong_boundaries,
    wrong_curvatures,
    wrong_norms,
    wrong_quotients,
    wrong_residuals,
    wrong_totals,
)

check = CheckList("public")

GAUSSIAN = "import jax.numpy as jnp\ngaussian = lambda p, x: jnp.exp(-p * x**2)"
HARMONIC = "V = lambda x: 0.5 * x**2"
# Functions of one point, as networks are: an array of points does not fit. (1, 0) makes ψ₀, but for a factor.
BELLS = "import jax.numpy as jnp\nbells = lambda p, x: jnp.dot(p, jnp.exp(-jnp.array([0.5, 1.0]) * x**2))"
# ∫ψ² = c²
SCALED_GROUND_STATE = "import jax.numpy as jnp\nscaled = lambda c, x: c * jnp.pi**-0.25 * jnp.exp(-(x**2) / 2)"


@check(
    "q1",
    points=0.5,
    hint="Two derivatives, both with respect to the second argument of psi: does argnums=1 stand in both of them? "
    "And are both taken at one point, inside of a single vmap?",
)
def second_derivative_of_a_gaussian(student, rng):
    """`second_derivative` gives d²/dx² of exp(−x²/2) at four points."""
    x = np.array([-1.0, 0.0, 0.5, 2.0])
    bell = np.exp(-(x**2) / 2)
    student.run(GAUSSIAN)
    student.expect(
        "second_derivative(gaussian)(p, x)",
        p=0.5,
        x=x,
        want=[0.0, -1.0, -0.6618727, 0.4060058],  # (x² − 1) exp(−x²/2)
        rtol=1e-4,
        wrong=wrong_curvatures(slope=-x * bell, by_params=x**4 * bell, mixed=(x**3 - 2 * x) * bell),
    )


@check(
    "q1",
    points=0.5,
    hint="What makes two networks differ? Which shape has w @ h, if w has shape (32,) or (1, 32)? And is the "
    "activation curved?",
)
def psi_is_a_number_that_its_parameters_decide(student, rng):
    """`psi` turns one point into one number, and is curved; the seed decides which network it is."""
    value = student.number("psi(init_params(seed), x)", seed=3, x=0.7)
    again = student.number("psi(init_params(seed), x)", seed=3, x=0.7)
    student.require(value == again, f"Asked twice, it gave {value:.7g} and {again:.7g}: equal seeds, equal networks.")
    other = student.number("psi(init_params(seed), x)", seed=4, x=0.7)
    student.require(other != value, f"Seeds 3 and 4 both gave {value:.7g}: is the seed used, and are the parameters?")
    far = student.number("psi(init_params(seed), x)", seed=4, x=-1.6)
    student.require(other != far, f"The value at x = 0.7 and at x = −1.6 is the same, {far:.7g}: is x used?")
    student.run("import jax")
    curvature = student.number("jax.grad(jax.grad(psi, argnums=1), argnums=1)(init_params(seed), x)", seed=3, x=0.7)
    student.require(curvature != 0, "ψ″ of your network is zero.", misconception=STRAIGHT_PIECES)


@check(
    "q2",
    points=1,
    hint="Write down the three terms with their signs. Which of them contain ψ″, which V, which E, and what is ψ″ of "
    "exp(−x²)? And is psi called with one point at a time?",
)
def residual_of_gaussians(student, rng):
    """For V = x²/2 the residual is right for exp(−x²), zero for the ground state, and has the right slope in E."""
    x = np.array([-1.0, 0.0, 0.5, 2.0])
    bell = np.exp(-(x**2))
    student.run(GAUSSIAN)
    student.run(HARMONIC)
    wrong = wrong_residuals(bell, (4 * x**2 - 2) * bell, x**2 / 2, 0.5, x)
    student.expect(
        "residual(gaussian, p, E, V, x)",
        p=1.0,
        E=0.5,
        x=x,
        want=[-0.3678794, 0.5, 0.0973501, -0.1007360],  # (½ − 3x²/2) exp(−x²)
        rtol=2e-4,
        wrong=wrong,
    )
    student.run(BELLS)
    student.expect("residual(bells, p, E, V, x)", p=np.array([1.0, 0.0]), E=0.5, x=x, want=np.zeros(4), atol=2e-4)
    student.run("import jax")
    student.expect(
        "jax.grad(lambda E: jnp.sum(residual(gaussian, p, E, V, x)))(0.5)", p=1.0, x=x, want=-2.164996, rtol=2e-4
    )


@check(
    "q3",
    points=1,
    hint="Take the terms one by one: what is squared, and before or after it is summed? What is a mean, what a sum? "
    "And is psi called with one point at a time?",
)
def losses_of_known_functions(student, rng):
    """The three losses of a ground state that is 1.2 times too large, and of a straight line."""
    x = np.linspace(-4.0, 4.0, 33)
    values = 1.2 * np.pi**-0.25 * np.exp(-(x**2) / 2)
    student.run(SCALED_GROUND_STATE)
    student.run(HARMONIC)
    student.expect("norm_loss(scaled, 1.2, x)", x=x, want=0.1936, rtol=1e-3, wrong=wrong_norms(values, x))
    student.run(BELLS)
    student.expect("norm_loss(bells, p, x)", p=np.array([np.pi**-0.25, 0.0]), x=x, want=0.0, atol=1e-5)
    student.run("line = lambda slope, x: slope * x + 1.0")
    student.expect("boundary_loss(line, 1.5, -2.0, 1.0)", want=10.25, rtol=1e-4, wrong=wrong_boundaries(-2.0, 2.5))
    near = np.linspace(-2.0, 2.0, 257)
    values = 1.2 * np.pi**-0.25 * np.exp(-(near**2) / 2)
    weights = {"norm": 2.0, "bc": 3.0}
    student.expect(
        'total_loss(scaled, {"net": 1.2, "E": 0.8}, V, x, w)',
        x=near,
        w=weights,
        want=0.4968408,  # 0.0321 + 2 · 0.1877 + 3 · 0.0298
        rtol=2e-3,
        wrong=wrong_totals(-0.3 * values, 0.187716, 2 * values[0] ** 2, weights, near[1] - near[0]),
    )


@check(
    "q5",
    points=1,
    hint="What is ⟨H⟩ of 2ψ? Which sign has a kinetic energy, and which power of ψ stands in each of the integrals?",
)
def quotient_of_a_gaussian(student, rng):
    """⟨H⟩ of exp(−x²) and of the exact ground state for V = x²/2."""
    x = np.linspace(-6.0, 6.0, 121)
    student.run(GAUSSIAN)
    student.run(HARMONIC)
    # For exp(−ax²): ∫ψ² = √(π/2a), ⟨T⟩ = a/2, ⟨V⟩ = 1/(8a).
    norm = np.sqrt(np.pi / 2)
    wrong = wrong_quotients(norm / 2, norm / 8, norm)
    student.expect("rayleigh_quotient(gaussian, 1.0, V, x)", x=x, want=0.625, rtol=1e-3, wrong=wrong)
    student.expect("rayleigh_quotient(gaussian, 0.5, V, x)", x=x, want=0.5, rtol=1e-3)
