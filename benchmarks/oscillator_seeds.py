"""How reliably the reference of hw4_oscillator trains, seed by seed, in float32 and float64.

    python benchmarks/oscillator_seeds.py [--seeds 20]

Writes ``benchmarks/results/oscillator_seeds.md``, the measurements that the tolerances of the checks stand on. Every
training is one call of the reference's own `train` or `ground_energy`, on the wells that the checks draw.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
RESULT = ROOT / "benchmarks" / "results" / "oscillator_seeds.md"

from autograder.authoring.source import read_source  # noqa: E402
from autograder.checks.hw4_wells import draw_anharmonic_well, draw_harmonic_well  # noqa: E402
from autograder.oracles import hw4_oscillator as oracle  # noqa: E402
from lecture08_utils.checks import hw4_oscillator as public  # noqa: E402


def reference() -> dict:
    """The names of the reference: its given and its answered cells, without those that draw figures."""
    namespace: dict = {}
    for cell in read_source("hw4_oscillator", ROOT).cells:
        if cell.kind == "code" and not re.search(r"^\s*plot_\w+\(", cell.text, re.MULTILINE):
            exec(compile(cell.solved, "hw4_oscillator", "exec"), namespace)
    return namespace


def judge(names: dict, trainable: dict, V, exact_energy: float, exact, half_width: float) -> dict[str, float]:
    """Errors of one training: energy, ψ up to sign, ∫ψ², and E − ⟨H⟩ of the ψ that came back."""
    import jax

    x = np.linspace(-half_width, half_width, 201)
    psi = jax.vmap(names["psi"], in_axes=(None, 0))(trainable["net"], jax.numpy.asarray(x))
    psi, energy = np.asarray(psi, dtype=np.float64), float(trainable["E"])
    errors = {
        "error of E": abs(energy - exact_energy),
        "error of ∫ψ²": abs(np.trapezoid(psi**2, x) - 1),
        "E − ⟨H⟩": abs(energy - oracle.energy_of_samples(psi, V(x), x)),
    }
    if exact is not None:
        errors["max error of ψ"] = np.abs(psi * np.sign(np.sum(psi * exact(x))) - exact(x)).max()
    return errors


def harmonic(names: dict, seed: int, omega=1.0, centre=0.0, half_width=5.0) -> dict[str, float]:
    V = names["harmonic_well"](omega, centre)
    trainable, _ = names["train"](V, half_width, seed, 5000)
    exact = lambda x: oracle.harmonic_state(0, omega, centre, x)  # noqa: E731
    return judge(names, trainable, V, omega / 2, exact, half_width)


def random_harmonic(names: dict, seed: int) -> dict[str, float]:
    return harmonic(names, seed, *draw_harmonic_well(np.random.default_rng(seed)))


def random_anharmonic(names: dict, seed: int) -> dict[str, float]:
    k, strength = draw_anharmonic_well(np.random.default_rng(seed))
    V = lambda x: k * x**2 / 2 + strength * x**4  # noqa: E731
    return {"error of E": abs(names["ground_energy"](V, seed) - oracle.levels(V, 5.0)[0])}


def quartic_on_5(names: dict, seed: int) -> dict[str, float]:
    V = names["quartic_well"](0.5)
    trainable, _ = names["train"](V, 5.0, seed, 5000)
    return judge(names, trainable, V, 0.530181045242, None, 5.0)


def start_too_high(names: dict, seed: int) -> dict[str, float]:
    """The reference's loss, but E starts at 1.5 instead of at the bottom of the well."""
    V, x = names["harmonic_well"](1.0), names["jnp"].linspace(-5.0, 5.0, 100)
    loss = lambda t: names["total_loss"](names["psi"], t, V, x, {"norm": 1.0, "bc": 1.0})  # noqa: E731
    start = {"net": names["init_params"](seed), "E": 1.5}
    trainable, _ = names["minimise"](loss, start, 5000)
    return judge(names, trainable, V, 0.5, lambda x: oracle.harmonic_state(0, 1.0, 0.0, x), 5.0)


CASES = {
    "x²/2 on [−5, 5]": harmonic,
    "random harmonic well (q4)": random_harmonic,
    "random kx²/2 + gx⁴ (q6)": random_anharmonic,
    "x⁴/2 on [−5, 5], too wide": quartic_on_5,
    "x²/2, E starts at 1.5": start_too_high,
}
LIMITS = {
    "error of E": public.ENERGY_TOLERANCE,
    "max error of ψ": public.PSI_TOLERANCE,
    "error of ∫ψ²": public.NORM_TOLERANCE,
    "E − ⟨H⟩": 5e-3,
}


def measure(seeds: int) -> dict[str, list[dict[str, float]]]:
    """Case → errors of each seed, in the precision of this process."""
    names = reference()
    return {case: [train(names, seed) for seed in range(seeds)] for case, train in CASES.items()}


def rows(precision: str, figures: dict[str, list[dict[str, float]]]) -> list[str]:
    lines = []
    for case, runs in figures.items():
        good = sum(all(run[name] <= LIMITS[name] for name in run) for run in runs)
        columns = [_spread([run[name] for run in runs]) if name in runs[0] else "–" for name in LIMITS]
        lines.append(f"| {case} | {precision} | {good}/{len(runs)} | " + " | ".join(columns) + " |")
    return lines


def _spread(errors: list[float]) -> str:
    return " / ".join(f"{value:.0e}" for value in (np.median(errors), np.quantile(errors, 0.95), np.max(errors)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print the figures of this process's precision")
    options = parser.parse_args()
    if options.json:
        print(json.dumps(measure(options.seeds), default=float))
        return
    start, lines = time.perf_counter(), []
    for precision, flag in (("float32", "0"), ("float64", "1")):
        command = [sys.executable, __file__, "--json", "--seeds", str(options.seeds)]
        done = subprocess.run(command, env={**os.environ, "JAX_ENABLE_X64": flag}, stdout=subprocess.PIPE, check=True)
        lines += rows(precision, json.loads(done.stdout))
    names, limits = " | ".join(LIMITS), " | ".join(f"≤ {limit:g}" for limit in LIMITS.values())
    import jax

    RESULT.write_text(
        "# hw4_oscillator: the reference, seed by seed\n\n"
        f"{options.seeds} seeds each, 5000 steps; median / 95 % / maximum. *good*: within every limit of the second "
        "row, which are those of the checks. "
        "The wells that are too wide and the E that starts at 1.5 are warnings in the text, not tested.\n\n"
        f"| well | precision | good | {names} |\n|{'---|' * (3 + len(LIMITS))}\n"
        f"| limits | | | {limits} |\n" + "\n".join(lines) + "\n\n"
        f"`python benchmarks/oscillator_seeds.py`, {date.today()}: jax {jax.__version__}, Python "
        f"{platform.python_version()}, {platform.machine()}, {time.perf_counter() - start:.0f} s.\n",
        encoding="utf-8",
    )
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
