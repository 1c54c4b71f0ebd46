"""How fast this machine is: CPU seconds of a fixed piece of work, measured once per machine."""

from __future__ import annotations

import contextlib
import json
import math
import platform
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import platformdirs

from autograder.engine.model import Cell
from autograder.grading.batch import write_atomically

from .machine import Machine

if TYPE_CHECKING:
    from autograder.engine import Engine

_RUNS = 3

# A changed piece of work makes all budgets meaningless: measure them again, and count this up.
_EDITION = 1

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


class Uncalibrated(Exception):
    """The work cannot be done in the sandbox, so no notebook can be; the message says what happened."""


def calibrate(engine: Engine) -> float:
    """CPU seconds of `WORK` in workers of this engine, the median of three.

    Raises:
        Uncalibrated: it does not run through.
    """
    seconds = []
    for seed in range(_RUNS):
        with engine.run([Cell(0, WORK)], arrays="jax", seed=seed) as run:
            if 0 in run.cell_faults:
                fault = run.cell_faults[0]
                raise Uncalibrated(f"This machine's speed cannot be measured. {fault.message} {fault.detail}".strip())
            seconds.append(run.cell_seconds[0])
    return round(median(seconds), 3)


def cached_calibration(engine: Engine, machine: Machine, path: Path | None = None) -> float:
    """`calibrate`, done once per host, processor and versions; kept in the user's cache.

    A cache that is damaged or cannot be written costs a few seconds, nothing else.

    Args:
        path: of the cache; None is its usual place.

    Raises:
        Uncalibrated: see `calibrate`.
    """
    path = path or cache_path()
    key = json.dumps({"edition": _EDITION, "host": platform.node(), **asdict(machine)}, sort_keys=True)
    known = _read(path)
    if key not in known:
        known[key] = calibrate(engine)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(path, json.dumps(known, indent=1) + "\n")
    return known[key]


def cache_path() -> Path:
    """Where calibrations are kept; delete the file to have this machine measured again."""
    return Path(platformdirs.user_cache_dir("lecture08")) / "calibration.json"


def _read(path: Path) -> dict[str, float]:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    items = tree.items() if isinstance(tree, dict) else ()
    return {key: value for key, value in items if type(value) is float and math.isfinite(value) and value > 0}
