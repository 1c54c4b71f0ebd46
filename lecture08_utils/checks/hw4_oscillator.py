"""hw4_oscillator: the assignment and the checks that students run themselves.

Expected values are rounded tables, worked out by hand from the formula beside them. Injected functions stand in for
the network wherever a question can be judged without training.
"""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import Assignment, CheckList, Question

assignment = Assignment(
    name="hw4_oscillator",
    title="Quantum harmonic oscillator",
    questions=(
        Question("q1", "A network and its curvature", ("init_params", "psi", "second_derivative")),
        Question("q2", "The residual", ("residual",), prerequisites=("q1",)),
        Question(
            "q3",
            "A loss with three terms",
            ("norm_loss", "boundary_loss", "total_loss"),
            prerequisites=("q1", "q2"),
        ),
    ),
)

check = CheckList("public")

GAUSSIAN = "import jax.numpy as jnp\ngaussian = lambda p, x: jnp.exp(-p * x**2)"
HARMONIC = "V = lambda x: 0.5 * x**2"
# ∫ψ² = c²
SCALED_GROUND_STATE = "import jax.numpy as jnp\nscaled = lambda c, x: c * jnp.pi**-0.25 * jnp.exp(-(x**2) / 2)"


def wrong_curvatures(slope: np.ndarray, by_params: np.ndarray, mixed: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of ψ″: misconception → value.

    Args:
        slope, by_params, mixed: ∂ψ/∂x, ∂²ψ/∂p² and ∂²ψ/∂p∂x, shape (n,).
    """
    return {
        "∂²ψ/∂p²: differentiated by the parameters (argnums 0 is the default) instead of by x": by_params,
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


def wrong_totals(rest: np.ndarray, norm: float, bc: float, w: dict[str, float]) -> dict[str, float]:
    """What popular mistakes make of the total loss; `rest` is the residual, (n,), the others terms and weights."""
    pde, outer = np.mean(rest**2), w["norm"] * norm + w["bc"] * bc
    return {
        "the weights are exchanged": pde + w["bc"] * norm + w["norm"] * bc,
        "the weights are not used": pde + norm + bc,
        "a sum over the points instead of a mean": np.sum(rest**2) + outer,
        "the square of the mean instead of the mean of the squares": np.mean(rest) ** 2 + outer,
        "the mean of the residual, not squared": np.mean(rest) + outer,
        "the normalisation is left out": pde + w["bc"] * bc,
        "the boundary is left out": pde + w["norm"] * norm,
    }


@check(
    "q1",
    points=0.5,
    hint="Two derivatives, both by the second argument of psi: does argnums=1 stand in both of them?",
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
    hint="What makes two networks differ? And which shape has w @ h, if w has shape (32,) or (1, 32)?",
)
def psi_is_a_number_that_its_parameters_decide(student, rng):
    """`psi` turns one point into one number; the seed decides which network it is."""
    value = student.number("psi(init_params(seed), x)", seed=3, x=0.7)
    again = student.number("psi(init_params(seed), x)", seed=3, x=0.7)
    student.require(value == again, f"Asked twice, it gave {value:.7g} and {again:.7g}: equal seeds, equal networks.")
    other = student.number("psi(init_params(seed), x)", seed=4, x=0.7)
    student.require(other != value, f"Seeds 3 and 4 both gave {value:.7g}: is the seed used, and are the parameters?")
    far = student.number("psi(init_params(seed), x)", seed=4, x=-1.6)
    student.require(other != far, f"The value at x = 0.7 and at x = −1.6 is the same, {far:.7g}: is x used?")


@check(
    "q2",
    points=1,
    hint="Write down the three terms with their signs. Which of them contain ψ″, which V, which E, and what is ψ″ of "
    "exp(−x²)?",
)
def residual_of_gaussians(student, rng):
    """For V = x²/2 the residual is right for exp(−x²), and zero for the exact ground state."""
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
    student.expect("residual(gaussian, p, E, V, x)", p=0.5, E=0.5, x=x, want=np.zeros(4), atol=2e-4)


@check(
    "q3",
    points=1,
    hint="Take the terms one by one: what is squared, and before or after it is summed? What is a mean, what a sum?",
)
def losses_of_known_functions(student, rng):
    """The three losses of a ground state that is 1.2 times too large, and of a straight line."""
    x = np.linspace(-4.0, 4.0, 33)
    values = 1.2 * np.pi**-0.25 * np.exp(-(x**2) / 2)
    student.run(SCALED_GROUND_STATE)
    student.run(HARMONIC)
    student.expect("norm_loss(scaled, 1.2, x)", x=x, want=0.1936, rtol=1e-3, wrong=wrong_norms(values, x))
    student.expect("norm_loss(scaled, 1.0, x)", x=x, want=0.0, atol=1e-5)
    student.run("line = lambda slope, x: slope * x + 1.0")
    student.expect("boundary_loss(line, 1.5, -2.0, 1.0)", want=10.25, rtol=1e-4, wrong=wrong_boundaries(-2.0, 2.5))
    near = np.linspace(-2.0, 2.0, 33)
    values = 1.2 * np.pi**-0.25 * np.exp(-(near**2) / 2)
    weights = {"norm": 2.0, "bc": 3.0}
    student.expect(
        'total_loss(scaled, {"net": 1.2, "E": 0.8}, V, x, w)',
        x=near,
        w=weights,
        want=0.4957574,  # 0.0313 + 2 · 0.1876 + 3 · 0.0298
        rtol=1e-3,
        wrong=wrong_totals(-0.3 * values, 0.187584, 2 * values[0] ** 2, weights),
    )
