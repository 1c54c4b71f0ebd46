"""One training of the oscillator, written in different ways: what compiling and running them costs.

    python benchmarks/formulations.py [--rounds 5] [--steps 5000]

Writes ``results/formulations.md``. The same network, points, loss and Adam in each; the variants take turns, and each
is compared with the first one, nested `jax.grad`, of the same round.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax.experimental.jet import jet
from jax.flatten_util import ravel_pytree
from machine import describe, spread

RESULT = Path(__file__).resolve().parent / "results" / "formulations.md"
UNITS, X = 32, np.linspace(-5.0, 5.0, 100, dtype=np.float32)


def psi(params, x):
    """The network at one point, or at many, x of shape () or (n,)."""
    first = jnp.tanh(x[..., None] * params["w1"] + params["b1"])
    return jnp.tanh(first @ params["w2"] + params["b2"]) @ params["w3"]


def nested_grad(params, x):
    def one(x):
        return psi(params, x)

    return jax.vmap(one)(x), jax.vmap(jax.grad(jax.grad(one)))(x)


def jvp_of_jvp(function, x):
    """A function, and its second derivative, forward over forward."""
    along = jnp.ones_like(x)
    (value, _), (_, bend) = jax.jvp(lambda x: jax.jvp(function, (x,), (along,)), (x,), (along,))
    return value, bend


def forward_each(params, x):
    return jax.vmap(lambda x: jvp_of_jvp(lambda x: psi(params, x), x))(x)


def forward_all(params, x):
    return jvp_of_jvp(lambda x: psi(params, x), x)


def by_jet(params, x):
    value, (_, bend) = jet(lambda x: psi(params, x), (x,), ((jnp.ones_like(x), jnp.zeros_like(x)),))
    return value, bend


def by_hand(params, x):
    """The chain rule through both layers."""

    def tanh(z, slope, bend):
        a = jnp.tanh(z)
        inner = 1 - a**2
        return a, inner * slope, inner * (bend - 2 * a * slope**2)

    a, slope, bend = tanh(x[:, None] * params["w1"] + params["b1"], params["w1"] + 0 * x[:, None], 0.0)
    a, _, bend = tanh(a @ params["w2"] + params["b2"], slope @ params["w2"], bend @ params["w2"])
    return a @ params["w3"], bend @ params["w3"]


@dataclass(frozen=True)
class Variant:
    """A way to write it.

    Attributes:
        second: function (params, x) → ψ and ψ″ at all points.
        storage: "tree", an array for each weight and bias, or "vector", all in one.
        loop: "scan", "fori_loop", or "Python", a loop over a compiled step.
        level: of XLA's optimisation; None is its usual one.
    """

    second: Callable[[Any, Any], tuple[Any, Any]]
    storage: str = "tree"
    loop: str = "scan"
    level: int | None = None

    @property
    def name(self) -> str:
        parts = [f"`{self.second.__name__}`", self.storage, self.loop]
        return ", ".join([*parts, *([f"level {self.level}"] if self.level is not None else [])])


VARIANTS = (
    Variant(nested_grad),
    Variant(forward_each),
    Variant(forward_all),
    Variant(by_jet),
    Variant(by_hand),
    Variant(nested_grad, "vector"),
    Variant(forward_all, "vector"),
    Variant(by_hand, "vector"),
    Variant(by_hand, "vector", "fori_loop"),
    Variant(by_hand, "vector", "Python"),
    Variant(nested_grad, "tree", "Python"),
    Variant(nested_grad, "vector", level=1),
    Variant(by_hand, "vector", level=1),
)


@dataclass(frozen=True)
class Timing:
    """CPU seconds to trace and compile, and to run; |E − ½| in hartree."""

    compiling: float
    running: float
    error: float

    @property
    def whole(self) -> float:
        return self.compiling + self.running


def start(seed: int) -> dict[str, Any]:
    """The first network, and the energy."""
    rng = np.random.default_rng(seed)
    net = {
        "w1": rng.normal(size=UNITS),
        "b1": rng.normal(size=UNITS),
        "w2": rng.normal(size=(UNITS, UNITS)) / np.sqrt(UNITS),
        "b2": np.zeros(UNITS),
        "w3": rng.normal(size=UNITS) / np.sqrt(UNITS),
    }
    return jax.tree.map(lambda leaf: np.asarray(leaf, np.float32), {"net": net, "E": 0.0})


def train(variant: Variant, seed: int, steps: int) -> Timing:
    """Trace, compile and run one training."""
    tree = start(seed)
    first, to_tree = ravel_pytree(tree) if variant.storage == "vector" else (tree, lambda tree: tree)

    def loss(trained):
        parts = to_tree(trained)
        values, bend = variant.second(parts["net"], jnp.asarray(X))
        rest = -bend / 2 + (X**2 / 2 - parts["E"]) * values
        ends = values[0] ** 2 + values[-1] ** 2
        return jnp.mean(rest**2) + (jnp.trapezoid(values**2, X) - 1) ** 2 + ends

    adam = optax.adam(optax.cosine_decay_schedule(1e-2, steps))

    def step(state):
        trained, memory = state
        value, slope = jax.value_and_grad(loss)(trained)
        change, memory = adam.update(slope, memory)
        return (optax.apply_updates(trained, change), memory), value

    def whole(state):
        if variant.loop == "fori_loop":
            return jax.lax.fori_loop(0, steps, lambda _, state: step(state)[0], state)
        return jax.lax.scan(lambda state, _: step(state), state, None, length=steps)[0]

    state = first, adam.init(first)
    options = {} if variant.level is None else {"xla_backend_optimization_level": variant.level}
    begun = time.process_time()
    program = jax.jit(step if variant.loop == "Python" else whole).lower(state).compile(compiler_options=options)
    compiled = time.process_time()
    if variant.loop == "Python":
        for _ in range(steps):
            state, _ = program(state)
    else:
        state = program(state)
    energy = float(to_tree(jax.block_until_ready(state)[0])["E"])
    return Timing(compiled - begun, time.process_time() - compiled, abs(energy - 0.5))


def page(measured: Sequence[Sequence[Timing]], steps: int) -> str:
    """The table: a row per variant; `measured` has a list of timings for each, in the order of the rounds."""
    lines = [
        "# One training, written in different ways",
        "",
        f"Oscillator, 1-{UNITS}-{UNITS}-1, {len(X)} points, {steps} steps of Adam, float32; CPU seconds on one core,",
        f"median (smallest … largest) of {len(measured[0])} rounds in which the variants took turns. Ratios are to",
        "the first row, round by round.",
        "",
        "| ψ″, parameters, loop | trace and compile | run | together / first | error of E |",
        "|---|--:|--:|--:|--:|",
    ]
    for variant, timings in zip(VARIANTS, measured, strict=True):
        ratios = [own.whole / first.whole for own, first in zip(timings, measured[0], strict=True)]
        lines.append(
            f"| {variant.name} | {spread([item.compiling for item in timings])} | "
            f"{spread([item.running for item in timings])} | {spread(ratios)} | "
            f"{statistics.median(item.error for item in timings):.0e} |"
        )
    return "\n".join([*lines, "", describe("optax"), ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5000)
    options = parser.parse_args()
    # One core: CPU seconds of one thread, and not of as many as there are. JAX reads this when it first computes.
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    train(VARIANTS[0], 0, 10)
    measured: list[list[Timing]] = [[] for _ in VARIANTS]
    for seed in range(options.rounds):
        for timings, variant in zip(measured, VARIANTS, strict=True):
            timings.append(train(variant, seed, options.steps))
            print(f"round {seed + 1}, {variant.name}: {timings[-1]}", flush=True)
    RESULT.write_text(page(measured, options.steps), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
