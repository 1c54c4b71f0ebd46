"""Both problems in the fastest formulation that we know of the same training, in JAX alone.

u, u′ and u″ go through the network together (a Taylor series by hand), all parameters are one vector, Adam is four
lines on it, the steps are one `lax.scan`, NumPy draws the start, and XLA optimises at level 1, which compiles faster.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from problems import ENDS, NORM, POINTS, RATE, UNITS, Task, asked, tell

SHAPES = ((UNITS,), (UNITS,), (UNITS, UNITS), (UNITS,), (UNITS,), ())


def start(seed: int) -> np.ndarray:
    """The first parameters, then the energy, shape (n,)."""
    rng = np.random.default_rng(seed)
    deviations = (1.0, 1.0, UNITS**-0.5, 0.0, UNITS**-0.5, 0.0)
    drawn = [rng.normal(size=shape) * deviation for shape, deviation in zip(SHAPES, deviations, strict=True)]
    return np.concatenate([np.ravel(part) for part in (*drawn, 0.0)]).astype(np.float32)


def layers(vector):
    """The weights and biases in a vector, of JAX or NumPy."""
    ends = np.cumsum([int(np.prod(shape)) for shape in SHAPES])
    starts = np.concatenate([[0], ends[:-1]])
    return [vector[a:b].reshape(shape) for a, b, shape in zip(starts, ends, SHAPES, strict=True)]


def network(vector, x):
    """Values and second derivatives at many points, each of shape (n,)."""
    w1, b1, w2, b2, w3, b3 = layers(vector)
    a, slope, bend = tanh(x[:, None] * w1 + b1, jnp.broadcast_to(w1, (len(x), UNITS)), 0.0)
    a, _, bend = tanh(a @ w2.T + b2, slope @ w2.T, bend @ w2.T)
    return a @ w3 + b3, bend @ w3


def tanh(z, slope, bend):
    """tanh of a function, its first and its second derivative, from those of the function."""
    a = jnp.tanh(z)
    inner = 1 - a**2
    return a, inner * slope, inner * (bend - 2 * a * slope**2)


def loss_of(problem: str, x):
    def loss(vector):
        values, bend = network(vector, x)
        ends = ENDS[problem] * (values[0] ** 2 + values[-1] ** 2)
        if problem == "poisson":
            return jnp.mean((bend + jnp.sin(x)) ** 2) + ends
        rest = -bend / 2 + (x**2 / 2 - vector[-1]) * values
        return jnp.mean(rest**2) + NORM * (jnp.trapezoid(values**2, x) - 1) ** 2 + ends

    return loss


def train(task: Task) -> np.ndarray:
    """The trained vector."""
    x = jnp.asarray(np.linspace(*task.domain, POINTS, dtype=np.float32))
    slope_of = jax.grad(loss_of(task.problem, x))

    def step(state, count):
        vector, mean, square = state
        slope = slope_of(vector)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = RATE * (1 + jnp.cos(jnp.pi * count / task.steps)) / 2
        unbiased = mean / (1 - 0.9 ** (count + 1)), square / (1 - 0.999 ** (count + 1))
        return (vector - rate * unbiased[0] / (jnp.sqrt(unbiased[1]) + 1e-8), mean, square), None

    def whole(vector):
        counts = jnp.arange(task.steps, dtype=jnp.float32)
        return jax.lax.scan(step, (vector, jnp.zeros_like(vector), jnp.zeros_like(vector)), counts)[0][0]

    first = start(task.seed)
    options = {"xla_backend_optimization_level": 1}
    return np.asarray(jax.jit(whole).lower(first).compile(compiler_options=options)(first))


def main() -> None:
    task = asked()
    vector = train(task)
    # In NumPy, which compiles nothing.
    w1, b1, w2, b2, w3, b3 = layers(vector)
    first = np.tanh(task.places[:, None] * w1 + b1)
    values = np.tanh(first @ w2.T + b2) @ w3 + b3
    tell(values, float(vector[-1]) if task.problem == "oscillator" else None)


if __name__ == "__main__":
    main()
