"""hw4_oscillator, q1: a network and its curvature. The hidden checks, and mistakes of the public one."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw4_oscillator.functions import FOUR_POINTS
from lecture08_utils.hw4_oscillator.q1_network_curvature import STRAIGHT_PIECES
from solutions.inputs import WAVE, Wave, number, points

check = CheckList("hidden")
mistakes = MistakeList()


def second_difference(values: np.ndarray, h: float) -> np.ndarray:
    """ψ″ from samples at spacing h by the five-point formula, error h⁴ψ⁽⁶⁾/90; shape (n,) → (n − 4,)."""
    inner = -values[:-4] + 16 * values[1:-3] - 30 * values[2:-2] + 16 * values[3:-1] - values[4:]
    return inner / (12 * h**2)


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


@mistakes("q1.second_derivative_of_a_gaussian")
def _():
    x = FOUR_POINTS
    bell = np.exp(-(x**2) / 2)
    return wrong_curvatures(slope=-x * bell, by_params=x**4 * bell, mixed=(x**3 - 2 * x) * bell)


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Write it for one point x, and let vmap make it many. By which of psi's two arguments is it differentiated?",
)
def second_derivative_of_other_functions(student, rng):
    """`second_derivative` works on other functions, other parameters and any number of points."""
    wave = Wave(number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4))
    student.run(WAVE, phase=wave.phase, a=wave.a)
    for n in (7, 1):
        x = points(rng, -2.0, 2.0, n)
        ideas = wrong_curvatures(wave.slope(x), wave.by_k_twice(x), wave.by_k_and_x(x))
        want = wave.curvature(x)
        # A single point could lie where the curvature is almost zero, hence atol. float32 error here: below 2e-6.
        student.expect("second_derivative(wave)(p, x)", p=wave.k, x=x, want=want, atol=1e-3, wrong=ideas)
    student.run("params = {'height': jnp.array(-2.0), 'k': [jnp.array(k)]}", k=wave.k)
    student.expect("second_derivative(tree)(params, x)", x=x, want=-2 * want, atol=1e-3)


@check(
    "q1",
    points=0.5,
    compiled=True,
    hint="Plot psi and second_derivative(psi) of a fresh network side by side. What is the curvature of a function "
    "made of straight pieces?",
)
def curvature_of_your_network(student, rng):
    """Your own network is curved, its ψ″ agrees with differences of ψ, and both follow its parameters."""
    h = 0.0625
    x = number(rng, -1.0, 0.0) + h * np.arange(-18, 19)
    student.run("import jax\nparams = init_params(seed)", seed=int(rng.integers(100, 10_000)))
    values = student.array("jax.vmap(lambda s: psi(params, s))(x)", x=x, shape=x.shape)
    curvature = student.array("second_derivative(psi)(params, x)", shape=x.shape)
    scale = float(np.abs(values).max())
    flat = float(np.abs(curvature).max()) <= 1e-6 * scale
    student.require(
        not flat,
        "ψ″ of your network is zero everywhere.",
        misconception=STRAIGHT_PIECES,
    )
    # Rounding errors of ψ in float32, 6e-8, come out of a five-point second difference as up to 5.4·6e-8/h² = 8e-5.
    want = second_difference(values, h)
    error = float(np.abs(curvature[2:-2] - want).max())
    student.require(error <= 0.05 * float(np.abs(want).max()) + 1e-3 * scale, "ψ″ is not the curvature of ψ.")
    student.run("params = jax.tree.map(lambda leaf: 1.25 * leaf + 0.125, params)")
    moved = student.array("jax.vmap(lambda s: psi(params, s))(x)", shape=x.shape)
    change = float(np.abs(moved - values).max())
    student.require(change > 1e-3 * scale, "ψ does not change when its parameters do.")
