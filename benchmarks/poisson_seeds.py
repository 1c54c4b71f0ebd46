"""How reliably the reference of hw3_poisson trains, seed by seed, in float32 and float64.

    python benchmarks/poisson_seeds.py [--seeds 20]

Writes ``benchmarks/results/poisson_seeds.md``, the measurements that the tolerances of question 5 stand on. Every
training is one call of the reference's own `train`, on the charges that the checks draw.
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
RESULT = ROOT / "benchmarks" / "results" / "poisson_seeds.md"

from benchmarks.references import reference  # noqa: E402
from lecture08_utils.hw3_poisson.training import GRID, TOLERANCE  # noqa: E402
from solutions.hw3_poisson.draws import draw_potential  # noqa: E402
from solutions.inputs import number  # noqa: E402

COLUMNS = ("max error of u", "last loss / first loss", "error after 10 steps")


def judge(names: dict, f, exact: np.ndarray, seed: int, w_bc: float, early: bool = False) -> dict[str, float]:
    """Errors of one training relative to max |u|, and how far its loss fell.

    Args:
        f: right-hand side, for JAX arrays.
        exact: u on `GRID`.
        early: train another time, for 10 steps, as the check does.
    """

    def error(steps: int) -> tuple[float, np.ndarray]:
        params, history = names["train"](f, seed, steps, w_bc)
        values = names["at_points"](names["trial"])(params, names["jnp"].asarray(GRID))
        return np.abs(np.asarray(values, dtype=np.float64) - exact).max() / np.abs(exact).max(), history

    worst, history = error(5000)
    figures = {COLUMNS[0]: worst, COLUMNS[1]: np.median(history[-50:, 0]) / history[0, 0]}
    return figures | ({COLUMNS[2]: error(10)[0]} if early else {})


def sine(names: dict, seed: int, w_bc: float = 10.0, early: bool = False) -> dict[str, float]:
    return judge(names, lambda x: -names["jnp"].sin(x), np.sin(GRID), seed, w_bc, early)


def random_charge(names: dict, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    potential = draw_potential(rng)
    space: dict = dict(potential.data)
    exec(potential.CODE, space)
    return judge(names, space["f"], potential.value(GRID), seed, number(rng, 1.0, 15.0))


CASES = {
    "−sin x, w = 10": partial(sine, early=True),
    "random charge, random w in [1, 15]": random_charge,
    "−sin x, w = 0.01": partial(sine, w_bc=0.01),
    "−sin x, w = 100": partial(sine, w_bc=100.0),
    "−sin x, w = 1000": partial(sine, w_bc=1000.0),
}


def measure(seeds: int) -> dict[str, list[dict[str, float]]]:
    """Case → figures of each seed, in the precision of this process."""
    names = reference("hw3_poisson")
    return {case: [train(names, seed) for seed in range(seeds)] for case, train in CASES.items()}


def rows(precision: str, figures: dict[str, list[dict[str, float]]]) -> list[str]:
    lines = []
    for case, runs in figures.items():
        good = sum(run[COLUMNS[0]] <= TOLERANCE for run in runs)
        columns = [_spread([run[name] for run in runs]) if name in runs[0] else "–" for name in COLUMNS]
        lines.append(f"| {case} | {precision} | {good}/{len(runs)} | " + " | ".join(columns) + " |")
    return lines


def _spread(values: list[float]) -> str:
    return " / ".join(f"{value:.0e}" for value in (np.min(values), np.median(values), np.max(values)))


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
        lines += rows(precision, json.loads(done.stdout.splitlines()[-1]))
    import jax

    names = " | ".join(COLUMNS)
    RESULT.write_text(
        "# hw3_poisson: the reference, seed by seed\n\n"
        f"{options.seeds} seeds each, 5000 steps; minimum / median / maximum. Errors are relative to max |u|. "
        f"*good*: within the {TOLERANCE:g} that the checks allow. They use the first two rows of each precision; "
        "the other weights are what the text warns of, not tested.\n\n"
        f"| f, weight of the boundary term | precision | good | {names} |\n|{'---|' * (3 + len(COLUMNS))}\n"
        + "\n".join(lines)
        + f"\n\n`python benchmarks/poisson_seeds.py`, {date.today()}: jax {jax.__version__}, Python "
        f"{platform.python_version()}, {platform.machine()}, {time.perf_counter() - start:.0f} s.\n",
        encoding="utf-8",
    )
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
