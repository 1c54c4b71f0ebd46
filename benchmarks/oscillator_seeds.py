"""How reliably the reference of hw4_oscillator trains, seed by seed, in float32 and float64.

    python benchmarks/oscillator_seeds.py ground|excited [--seeds 20]

Writes ``benchmarks/results/oscillator_seeds.md`` or ``…/oscillator_excited_seeds.md``, the measurements that the
tolerances of the checks stand on. Every training is one call of the reference's own functions, on the wells that the
checks draw.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.references import reference  # noqa: E402
from lecture08_utils.hw4_oscillator import q7_excited_state, training  # noqa: E402
from solutions.hw4_oscillator import oracle  # noqa: E402
from solutions.hw4_oscillator.wells import draw_anharmonic_well, draw_stiff_well  # noqa: E402
from solutions.inputs import number  # noqa: E402

# Seeds of one well share a program; it takes longer to compile than to run.
_CACHED = {"JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0", "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1"}


def judge(psi, trainable: dict, V, half_width: float, level: int = 0) -> dict[str, float]:
    """Errors of one training: energy, ψ up to sign, ∫ψ², and E − ⟨H⟩ of the ψ that came back."""
    x, values = _samples(psi, trainable, half_width)
    energies, states = oracle.eigenstates(V, half_width)
    energy, exact = float(trainable["E"]), states[level]
    return {
        "error of E": abs(energy - energies[level]),
        "error of ∫ψ²": abs(np.trapezoid(values**2, x) - 1),
        "E − ⟨H⟩": abs(energy - oracle.energy_of_samples(values, np.asarray(V(x)), x)),
        "max error of ψ": np.abs(values * np.sign(np.sum(values * exact)) - exact).max(),
    }


def judge_excited(psi, trainable: dict, V, half_width: float) -> dict[str, float]:
    """What `judge` says of a first excited state, and its overlap with the exact ground state."""
    x, values = _samples(psi, trainable, half_width)
    _, states = oracle.eigenstates(V, half_width)
    overlap = abs(np.trapezoid(values * states[0], x))
    return judge(psi, trainable, V, half_width, level=1) | {"overlap with ψ₀": overlap}


def _samples(psi, trainable: dict, half_width: float) -> tuple[np.ndarray, np.ndarray]:
    """x and ψ(x) on the grid of `oracle.eigenstates`."""
    import jax

    x = np.linspace(-half_width, half_width, 201)
    values = jax.vmap(psi, in_axes=(None, 0))(trainable["net"], jax.numpy.asarray(x))
    return x, np.asarray(values, dtype=np.float64)


def trained(names: dict, seed: int, V, half_width: float) -> dict[str, float]:
    trainable, _ = names["train"](V, half_width, seed, 5000)
    return judge(names["psi"], trainable, V, half_width)


def harmonic(names: dict, seed: int) -> dict[str, float]:
    return trained(names, seed, names["harmonic_well"](1.0), 5.0)


def stiff(names: dict, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    well = draw_stiff_well(rng, centre=float(rng.choice([-0.35, 0.35])))
    return trained(names, seed, well, well.half_width)


def random_anharmonic(names: dict, seed: int) -> dict[str, float]:
    k, strength = draw_anharmonic_well(np.random.default_rng(seed))
    V = lambda x: k * x**2 / 2 + strength * x**4  # noqa: E731
    return {"error of E": abs(names["ground_energy"](V, seed) - oracle.levels(V, 5.0)[0])}


def quartic_on_5(names: dict, seed: int) -> dict[str, float]:
    return trained(names, seed, names["quartic_well"](0.5), 5.0)


def start_too_high(names: dict, seed: int) -> dict[str, float]:
    """The reference's loss, but E starts at 1.5 instead of at the bottom of the well."""
    V, x = names["harmonic_well"](1.0), names["jnp"].linspace(-5.0, 5.0, 100)
    loss = lambda t: names["total_loss"](names["psi"], t, V, x, {"norm": 1.0, "bc": 1.0})  # noqa: E731
    start = {"net": names["init_params"](seed), "E": 1.5}
    trainable, _ = names["minimise"](loss, start, 5000)
    return judge(names["psi"], trainable, V, 5.0)


def trained_excited(names: dict, seed: int, V, half_width: float) -> dict[str, float]:
    trainable, psi = names["train_excited"](V, half_width, seed, 5000)
    return judge_excited(psi, trainable, V, half_width)


def excited(names: dict, seed: int) -> dict[str, float]:
    return trained_excited(names, seed, names["harmonic_well"](1.0), 5.0)


def stiff_excited(names: dict, seed: int) -> dict[str, float]:
    well = draw_stiff_well(np.random.default_rng(seed), centre=0.0)
    return trained_excited(names, seed, well, well.half_width)


def excited_by_penalty(names: dict, seed: int) -> dict[str, float]:
    """The other way that question 7 offers: a plain network and a penalty on its overlap with a trained ψ₀."""
    jax, jnp = names["jax"], names["jnp"]
    V, x = names["harmonic_well"](1.0), jnp.linspace(-5.0, 5.0, 100)
    on_grid = lambda trainable: jax.vmap(names["psi"], in_axes=(None, 0))(trainable["net"], x)  # noqa: E731
    ground, _ = names["train"](V, 5.0, seed, 5000)
    below = on_grid(ground)

    def loss(trainable):
        overlap = jnp.trapezoid(on_grid(trainable) * below, x)
        return names["total_loss"](names["psi"], trainable, V, x, {"norm": 1.0, "bc": 1.0}) + 10 * overlap**2

    start = {"net": names["init_params"](seed + 1000), "E": ground["E"]}
    trainable, _ = names["minimise"](loss, start, 5000)
    return judge_excited(names["psi"], trainable, V, 5.0)


def challenge(names: dict, seed: int) -> dict[str, float]:
    strength = number(np.random.default_rng(seed), 0.3, 0.9)
    V = names["quartic_well"](strength)
    energy, _ = names["solve"](V, seed)
    return {"error of E": abs(float(energy) - oracle.levels(V, 5.0)[0])}


@dataclass(frozen=True)
class Table:
    """One table of results: what is trained, what of it the checks limit, and a remark."""

    file: str
    title: str
    cases: dict[str, Callable[[dict, int], dict[str, float]]]
    limits: dict[str, float]
    remark: str


_LIMITS = {
    "error of E": training.ENERGY_TOLERANCE,
    "max error of ψ": training.PSI_TOLERANCE,
    "error of ∫ψ²": training.NORM_TOLERANCE,
    "E − ⟨H⟩": 5e-3,
}
TABLES = {
    "ground": Table(
        "oscillator_seeds.md",
        "the reference, seed by seed",
        {
            "x²/2 on [−5, 5]": harmonic,
            "random stiff well (q4)": stiff,
            "random kx²/2 + gx⁴ (q6)": random_anharmonic,
            "x⁴/2 on [−5, 5], too wide": quartic_on_5,
            "x²/2, E starts at 1.5": start_too_high,
        },
        _LIMITS,
        "The wells that are too wide and the E that starts at 1.5 are warnings in the text, not tested.",
    ),
    "excited": Table(
        "oscillator_excited_seeds.md",
        "excited states and the challenge, seed by seed",
        {
            "ψ₁ of x²/2 on [−5, 5]": excited,
            "ψ₁ of a random stiff well (q7)": stiff_excited,
            "ψ₁ of x²/2, a penalty on ∫ψψ₀": excited_by_penalty,
            "ψ₀ of a random gx⁴ (q9)": challenge,
        },
        _LIMITS | {"max error of ψ": math.inf, "overlap with ψ₀": q7_excited_state.OVERLAP_TOLERANCE},
        "The third well is solved in the other way that the text offers, with the reference's losses and ψ₀. "
        "The challenge takes 15000 steps.",
    ),
}


def measure(table: Table, seeds: int) -> dict[str, list[dict[str, float]]]:
    """Case → errors of each seed, in the precision of this process."""
    names = reference("hw4_oscillator")
    return {case: [train(names, seed) for seed in range(seeds)] for case, train in table.cases.items()}


def rows(table: Table, precision: str, figures: dict[str, list[dict[str, float]]]) -> list[str]:
    lines = []
    for case, runs in figures.items():
        good = sum(all(run[name] <= table.limits[name] for name in run) for run in runs)
        columns = [_spread([run[name] for run in runs]) if name in runs[0] else "–" for name in table.limits]
        lines.append(f"| {case} | {precision} | {good}/{len(runs)} | " + " | ".join(columns) + " |")
    return lines


def _spread(errors: list[float]) -> str:
    return " / ".join(f"{value:.0e}" for value in (np.median(errors), np.quantile(errors, 0.95), np.max(errors)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("states", choices=TABLES)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print the figures of this process's precision")
    options = parser.parse_args()
    table = TABLES[options.states]
    if options.json:
        print(json.dumps(measure(table, options.seeds), default=float))
        return
    start, lines = time.perf_counter(), []
    for precision, flag in (("float32", "0"), ("float64", "1")):
        command = [sys.executable, __file__, options.states, "--json", "--seeds", str(options.seeds)]
        with tempfile.TemporaryDirectory() as cache:
            environment = {**os.environ, **_CACHED, "JAX_COMPILATION_CACHE_DIR": cache, "JAX_ENABLE_X64": flag}
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        lines += rows(table, precision, json.loads(done.stdout))
    shown = ["any" if limit == math.inf else f"≤ {limit:g}" for limit in table.limits.values()]
    import jax

    text = (
        f"# hw4_oscillator: {table.title}\n\n"
        f"{options.seeds} seeds each, 5000 steps; median / 95 % / maximum. *good*: within every limit of "
        f"the second row, which are those of the checks. {table.remark}\n\n"
        f"| well | precision | good | {' | '.join(table.limits)} |\n|{'---|' * (3 + len(table.limits))}\n"
        f"| limits | | | {' | '.join(shown)} |\n" + "\n".join(lines) + "\n\n"
        f"`python benchmarks/oscillator_seeds.py {options.states}`, {date.today()}: jax {jax.__version__}, Python "
        f"{platform.python_version()}, {platform.machine()}, {time.perf_counter() - start:.0f} s.\n"
    )
    (ROOT / "benchmarks" / "results" / table.file).write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
