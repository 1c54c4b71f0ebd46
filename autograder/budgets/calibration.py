"""How fast a machine is: the seconds of a fixed piece of work."""

from __future__ import annotations

from statistics import median

from autograder.engine.model import Cell
from autograder.errors import ReportedError

from .machine import RunNotebook

_RUNS = 3

# A changed piece of work makes all budgets meaningless: measure them again, and count this up.
EDITION = 1

# What assignments consist of: Python, small arrays, and above all tracing and compiling derivatives of a network.
WORK = """
import jax
import jax.numpy as jnp
import numpy as np

total = 0
for number in range(1_000_000):
    total += number * number % 7

matrix = np.random.default_rng(0).normal(size=(120, 120))
for _ in range(20):
    np.linalg.eigvalsh(matrix + matrix.T)

weights = jnp.sin(jnp.arange(40.0)).reshape(2, 20)

def network(weights, x):
    return jnp.sum(weights[1] * jnp.tanh(weights[0] * x))

def loss(weights, x):
    curvature = jax.vmap(jax.grad(jax.grad(network, argnums=1), argnums=1), (None, 0))(weights, x)
    return jnp.mean((curvature + jax.vmap(network, (None, 0))(weights, x)) ** 2)

@jax.jit
def train(weights, x):
    def step(weights, _):
        value, gradient = jax.value_and_grad(loss)(weights, x)
        return weights - 1e-4 * gradient, value
    return jax.lax.scan(step, weights, length=500)

weights, losses = train(weights, jnp.linspace(-1.0, 1.0, 50))
assert np.isfinite(np.asarray(losses)).all()
"""


class Uncalibrated(ReportedError):
    """The work cannot be done in the sandbox, so no notebook can be; the message says what happened."""


def calibrate(run_notebook: RunNotebook) -> float:
    """Seconds of `WORK` in an engine's workers, by its clock; the median of three.

    Raises:
        Uncalibrated: it does not run through.
    """
    seconds = []
    for seed in range(_RUNS):
        with run_notebook([Cell(0, WORK)], arrays="jax", seed=seed) as run:
            if 0 in run.cell_faults:
                fault = run.cell_faults[0]
                raise Uncalibrated(f"This machine's speed cannot be measured. {fault.message} {fault.detail}".strip())
            seconds.append(run.cell_seconds[0])
    return round(median(seconds), 3)
