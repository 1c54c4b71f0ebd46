"""q2: the hidden checks of derivatives with respect to x."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw3_poisson.q2_x_derivatives import X
from solutions.inputs import WAVE, Wave, number, points

check = CheckList("hidden")
mistakes = MistakeList()


@dataclass(frozen=True)
class Bumps:
    """u = Σ vⱼ tanh(wⱼ x + bⱼ) at points x, with two derivatives; w, b and v have shape (m,)."""

    w: np.ndarray
    b: np.ndarray
    v: np.ndarray

    def _tanh(self, x: np.ndarray) -> np.ndarray:
        return np.tanh(np.outer(x, self.w) + self.b)

    def value(self, x: np.ndarray) -> np.ndarray:
        return self._tanh(x) @ self.v

    def slope(self, x: np.ndarray) -> np.ndarray:
        return (1 - self._tanh(x) ** 2) @ (self.v * self.w)

    def curvature(self, x: np.ndarray) -> np.ndarray:
        t = self._tanh(x)
        return (-2 * t * (1 - t**2)) @ (self.v * self.w**2)


def wrong_slopes(value, by_params, curvature) -> dict[str, np.ndarray]:
    """What popular mistakes make of ∂u/∂x: misconception → value; u, ∂u/∂p and ∂²u/∂x² have shape (n,)."""
    return {
        "∂u/∂p: differentiated with respect to the parameters (argnums 0 is the default) instead of x": by_params,
        "u itself, not differentiated": value,
        "∂²u/∂x², one derivative too many": curvature,
    }


def wrong_curvatures(slope, by_params, mixed) -> dict[str, np.ndarray]:
    """What popular mistakes make of ∂²u/∂x²: misconception → value; ∂u/∂x, ∂²u/∂p² and ∂²u/∂p∂x have shape (n,)."""
    return {
        "∂²u/∂p²: differentiated with respect to the parameters (argnums 0 is the default) instead of x": by_params,
        "∂²u/∂p∂x: argnums=1 is missing in one of the two derivatives": mixed,
        "(∂u/∂x)², the square of the slope, instead of ∂²u/∂x²": slope**2,
        "∂u/∂x, only one derivative": slope,
    }


@mistakes("q2.slope_of_a_sine")
def _():
    return wrong_slopes(np.sin(2 * X), X * np.cos(2 * X), -4 * np.sin(2 * X))


@mistakes("q2.curvature_of_a_sine")
def _():
    mixed = np.cos(2 * X) - 2 * X * np.sin(2 * X)
    return wrong_curvatures(2 * np.cos(2 * X), -(X**2) * np.sin(2 * X), mixed)


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="Try a u whose params is a dict, and an x with one entry. Along which axis does vmap walk?",
)
def derivatives_of_other_functions(student, rng):
    """`d_dx` and `d2_dx2` are right for other functions, other parameters and any number of points."""
    wave = Wave(number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4))
    student.run(WAVE, phase=wave.phase, a=wave.a)
    for n in (7, 1):
        x = points(rng, -2.0, 2.0, n)
        value, slope, curvature = wave.value(x), wave.slope(x), wave.curvature(x)
        by_k = x * np.cos(wave.k * x + wave.phase) * np.exp(-wave.a * x**2)
        # A single point could lie where a derivative is almost zero, hence atol. float32 error here: below 2e-6.
        student.expect(
            "d_dx(wave)(p, x)", p=wave.k, x=x, want=slope, atol=1e-3, wrong=wrong_slopes(value, by_k, curvature)
        )
        student.expect(
            "d2_dx2(wave)(p, x)",
            want=curvature,
            atol=1e-3,
            wrong=wrong_curvatures(slope, wave.by_k_twice(x), wave.by_k_and_x(x)),
        )
    student.run("params = {'height': jnp.array(-2.0), 'k': [jnp.array(k)]}", k=wave.k)
    student.expect("d_dx(tree)(params, x)", want=-2 * slope, atol=2e-3)
    student.expect("d2_dx2(tree)(params, x)", want=-2 * curvature, atol=2e-3)


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="u gets one number x, of shape (). Where in your function do many points become one?",
)
def derivatives_of_a_network(student, rng):
    """A small network that insists on one point at a time is differentiated at as many points as it has units."""
    m = int(rng.integers(4, 8))
    bumps = Bumps(points(rng, -1.5, 1.5, m), points(rng, -1.0, 1.0, m), points(rng, 0.5, 1.5, m))
    # With x of shape (m,) instead of () this u gives numbers all the same, and wrong ones.
    student.run(
        "import jax.numpy as jnp\n"
        "bumps = lambda params, x: params['v'] @ jnp.tanh(params['w'] * x + params['b'])\n"
        "params = {'w': w, 'b': b, 'v': v}",
        w=bumps.w,
        b=bumps.b,
        v=bumps.v,
    )
    x = points(rng, -2.0, 2.0, m)
    student.expect("d_dx(bumps)(params, x)", x=x, want=bumps.slope(x), rtol=3e-4, atol=1e-3)
    student.expect("d2_dx2(bumps)(params, x)", want=bumps.curvature(x), rtol=3e-4, atol=1e-3)
