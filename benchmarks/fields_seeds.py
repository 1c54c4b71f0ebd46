"""What the tolerances of hw3_poisson's q7 and q9 stand on: fits and inverse problems, seed by seed.

    python benchmarks/fields_seeds.py [--seeds 20] [--double 5]

Writes ``benchmarks/results/fields_seeds.md``. Every training of the reference is a call of its own `fit_modes` or
`train_inverse`, on what the checks draw; the others change one thing that is free to choose.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
RESULT = ROOT / "benchmarks" / "results" / "fields_seeds.md"

from benchmarks.references import reference  # noqa: E402
from lecture08_utils.hw3_poisson.q9_inverse_problem import FIT_TOLERANCE, GRID  # noqa: E402
from solutions.hw3_poisson.q7_low_tones import LEARNED, settled_row  # noqa: E402
from solutions.hw3_poisson.q9_inverse_problem import draw_readings, least_squares_kappa  # noqa: E402

STEPS, EVERY = 1000, 20
FIT = ("first error, k = 7…9", "steps to k = 1", "steps to k = 7…9", "last error, k = 7…9")
INVERSE = ("(κ − κ̂) / standard error", "max error of u / max u", "standard error / κ̂")


def fit(names: dict, seed: int, learning_rate: float | None = None, scale: float = 1.0) -> dict[str, float]:
    """One fit of a high tone and sin x.

    Args:
        learning_rate: in place of the reference's.
        scale: factor on the weights and spread of the biases of the first layer; 1 is the reference's.
    """
    space = dict(names)
    if learning_rate:
        space["minimise"] = lambda *args, **more: names["minimise"](*args, **{**more, "learning_rate": learning_rate})
    if scale != 1.0:
        space["init_params"] = partial(_steep_first_layer, names["init_params"], scale)
    fit_modes = type(names["fit_modes"])(names["fit_modes"].__code__, space)
    high = 7 + seed % 3
    _, errors = fit_modes([high, 1], seed, STEPS, EVERY)
    errors = np.asarray(errors, dtype=np.float64)
    low, late = (EVERY * settled_row(errors[:, column], LEARNED) for column in (1, 0))
    return dict(zip(FIT, (errors[0, 0], low, late, errors[-1, 0]), strict=True)) | {"good": bool(low < late)}


def _steep_first_layer(init_params, scale: float, seed: int, sizes) -> list:
    (W, b), *rest = init_params(seed, sizes)
    centres = np.random.default_rng(seed).uniform(0, np.pi, b.shape)
    return [(scale * W, -scale * W[:, 0] * centres), *rest]


def invert(names: dict, seed: int, w_data: float | None = None) -> dict[str, float]:
    """One inverse problem; with `w_data` by the reference's loss, but with this weight of the data."""
    rng = np.random.default_rng(seed)
    potential, _, x, u = draw_readings(rng)
    kappa, error = least_squares_kappa(u, potential.value(x))
    space: dict = dict(potential.data)
    exec(potential.CODE, space)
    jnp = names["jnp"]
    if w_data is None:
        params, found = names["train_inverse"](jnp.asarray(x), jnp.asarray(u), space["f"], seed, 5000)
    else:
        params, found = _weighted(names, jnp.asarray(x), jnp.asarray(u), space["f"], seed, w_data)
    values = np.asarray(names["at_points"](names["trial"])(params, jnp.asarray(GRID)), dtype=np.float64)
    right = potential.value(GRID) / kappa
    off, misfit = (float(found) - kappa) / error, np.abs(values - right).max() / np.abs(right).max()
    good = bool(abs(off) <= 3 and misfit <= FIT_TOLERANCE)
    return dict(zip(INVERSE, (abs(off), misfit, error / kappa), strict=True)) | {"good": good}


def _weighted(names: dict, x_data, u_data, f, seed: int, w_data: float):
    jnp, trial = names["jnp"], names["trial"]
    x = jnp.linspace(0.0, jnp.pi, 100)

    def loss(trained):
        misfit = names["at_points"](trial)(trained["net"], x_data) - u_data
        kappa_u = lambda t, point: t["kappa"] * trial(t["net"], point)  # noqa: E731
        return names["poisson_loss"](kappa_u, trained, x, f, 10.0) + w_data * jnp.mean(misfit**2)

    start = {"net": names["init_params"](seed, (1, 32, 32, 1)), "kappa": 1.0}
    trained, _ = names["minimise"](loss, start, 5000)
    return trained["net"], trained["kappa"]


FITS = {
    "reference": fit,
    "learning rate 1e-3": partial(fit, learning_rate=1e-3),
    "first layer 5 times steeper": partial(fit, scale=5.0),
}
INVERSES = {
    "reference (weight of the data 1)": invert,
    "weight of the data 0.1": partial(invert, w_data=0.1),
    "weight of the data 100": partial(invert, w_data=100.0),
}


def measure(seeds: int) -> dict[str, list[dict[str, float]]]:
    """Case → figures of each seed, in the precision of this process."""
    names = reference("hw3_poisson")
    return {case: [run(names, seed) for seed in range(seeds)] for case, run in (FITS | INVERSES).items()}


def table(title: str, cases: dict, columns: tuple[str, ...], figures: dict[str, dict]) -> list[str]:
    lines = [f"| {title} | precision | good | {' | '.join(columns)} |", "|---" * (3 + len(columns)) + "|"]
    for precision, by_case in figures.items():
        for case in cases:
            runs = by_case[case]
            cells = [_spread([run[name] for run in runs]) for name in columns]
            good = sum(run["good"] for run in runs)
            lines.append(f"| {case} | {precision} | {good}/{len(runs)} | " + " | ".join(cells) + " |")
    return lines


def _spread(values: list[float]) -> str:
    middle = np.sort(values)[len(values) // 2]
    return " / ".join(_show(value) for value in (np.min(values), middle, np.max(values)))


def _show(value: float) -> str:
    if np.isinf(value):
        return "never"
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--double", type=int, default=5, help="seeds in float64")
    parser.add_argument("--json", action="store_true", help="print the figures of this process's precision")
    options = parser.parse_args()
    if options.json:
        print(json.dumps(measure(options.seeds), default=float))
        return
    start, figures = time.perf_counter(), {}
    for precision, flag, seeds in (("float32", "0", options.seeds), ("float64", "1", options.double)):
        command = [sys.executable, __file__, "--json", "--seeds", str(seeds)]
        done = subprocess.run(command, env={**os.environ, "JAX_ENABLE_X64": flag}, stdout=subprocess.PIPE, check=True)
        figures[precision] = json.loads(done.stdout.splitlines()[-1])
    import jax

    RESULT.write_text(
        "# hw3_poisson, q7 and q9: fits and inverse problems, seed by seed\n\n"
        "Minimum / median / maximum.\n\n"
        f"**Fits of sin kx + sin x, k = 7, 8 or 9, {STEPS} steps.** A mode is learned when its error stays below "
        f"{LEARNED}, looked at every {EVERY} steps. *good*: k = 1 is learned before the high one.\n\n"
        + "\n".join(table("fit", FITS, FIT, figures))
        + "\n\n**Inverse problems, 5000 steps**, other f, κ, noise and places for each seed. κ̂ and its "
        "standard error by least squares. *good*: within 3 standard errors, and u within "
        f"{FIT_TOLERANCE} of its largest value.\n\n"
        + "\n".join(table("training", INVERSES, INVERSE, figures))
        + f"\n\n`python benchmarks/fields_seeds.py`, {date.today()}: jax {jax.__version__}, Python "
        f"{platform.python_version()}, {platform.machine()}, {time.perf_counter() - start:.0f} s.\n",
        encoding="utf-8",
    )
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
