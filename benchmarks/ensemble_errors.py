"""The errors that the checks of trainings limit, as the checks measure them.

ψ in bohr^(−1/2), E in hartree, the rest without units. Where a limit has no name in the check, it is repeated here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.ensemble_training import Call, Names
from lecture08_utils.hw3_poisson.training import GRID, TOLERANCE
from lecture08_utils.hw4_oscillator.training import ENERGY_TOLERANCE, NORM_TOLERANCE, PSI_TOLERANCE
from solutions.hw3_poisson.oracle import Potential
from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.wells import StiffWell

# A call of `train`, and what it returned: parameters and history.
Run = tuple[Call, Any, np.ndarray]


@dataclass(frozen=True)
class Limit:
    """What a check allows: at most `value`, or at least, where a training must not have succeeded yet."""

    value: float
    is_upper: bool = True


def errors_of(check_id: str, names: Names, runs: Sequence[Run]) -> dict[str, float]:
    """Name in `limits_of` → error of one attempt; without those of trainings that the check did not come to.

    Args:
        names: of the reference.
        runs: the trainings that the check asked for, in its order.
    """
    measure, _ = _CHECKS[check_id]
    return measure(names, runs)


def limits_of(check_id: str) -> dict[str, Limit]:
    """Name of an error → what the check allows."""
    _, limits = _CHECKS[check_id]
    return limits


def _whole(runs: Sequence[Run]) -> Run:
    """The training that is judged: the first of the longest ones."""
    return max(runs, key=lambda run: run[0].steps)


def _short(runs: Sequence[Run]) -> Sequence[Run]:
    """The first training of a few steps, if there is one."""
    longest = _whole(runs)[0].steps
    return [run for run in runs if run[0].steps < longest][:1]


def _of_solution(names: Names, runs: Sequence[Run]) -> dict[str, float]:
    call, params, _ = _whole(runs)
    exact = Potential(**dict(call.data)).value(GRID) if call.data else np.sin(GRID)
    error = np.abs(_at_points(names, "trial", params, GRID) - exact).max()
    return {"max error of u / max u": error / np.abs(exact).max()}


def _of_history(names: Names, runs: Sequence[Run]) -> dict[str, float]:
    errors = {"last loss / first loss": _fall(_whole(runs)[2])}
    for _, params, _ in _short(runs):
        early = _at_points(names, "trial", params, GRID)
        errors["max error of u after 10 steps"] = np.abs(early - np.sin(GRID)).max()
    return errors


def _of_state(names: Names, runs: Sequence[Run]) -> dict[str, float]:
    call, trainable, _ = _whole(runs)
    half_width = dict(call.numbers)["L"]
    x, values = _psi(names, trainable, half_width)
    if call.data:
        energies, states = oracle.eigenstates(StiffWell(**dict(call.data), half_width=half_width), half_width)
        energy, exact = energies[0], states[0]
    else:
        energy, exact = 0.5, oracle.harmonic_state(0, 1.0, 0.0, x)
    norm = np.trapezoid(values**2, x)
    unit = values / np.sqrt(norm) * np.sign(np.sum(values * exact))
    return {
        "error of E": abs(float(trainable["E"]) - energy),
        "max error of ψ": np.abs(unit - exact).max(),
        "error of ∫ψ²": abs(norm - 1),
    }


def _of_energy(names: Names, runs: Sequence[Run]) -> dict[str, float]:
    call, trainable, history = _whole(runs)
    half_width, energy = dict(call.numbers)["L"], float(trainable["E"])
    x, values = _psi(names, trainable, half_width)
    errors = {
        "E − ⟨H⟩": abs(energy - oracle.energy_of_samples(values, x**2 / 2, x)),
        "last loss / first loss": _fall(history),
        "E − last E of history": abs(energy - float(history[-1, 1])),
    }
    for _, short, _ in _short(runs):
        _, early = _psi(names, short, half_width)
        error = np.abs(np.abs(early) - oracle.harmonic_state(0, 1.0, 0.0, x)).max()
        errors["error of E or ψ after 10 steps"] = max(error, abs(float(short["E"]) - 0.5))
    return errors


def _fall(history: np.ndarray) -> float:
    return float(np.median(history[-50:, 0]) / history[0, 0])


def _psi(names: Names, trainable: dict[str, Any], half_width: float) -> tuple[np.ndarray, np.ndarray]:
    """x and ψ(x) where the checks look, shape (201,) each."""
    x = np.linspace(-half_width, half_width, 201)
    return x, _at_points(names, "psi", trainable["net"], x)


def _at_points(names: Names, function: str, params: Any, x: np.ndarray) -> np.ndarray:
    values = jax.vmap(names[function], in_axes=(None, 0))(jax.tree.map(jnp.asarray, params), jnp.asarray(x))
    return np.asarray(values, dtype=np.float64)


_SOLUTION = {"max error of u / max u": Limit(TOLERANCE)}
_STATE = {
    "error of E": Limit(ENERGY_TOLERANCE),
    "max error of ψ": Limit(PSI_TOLERANCE),
    "error of ∫ψ²": Limit(NORM_TOLERANCE),
}
_CHECKS: dict[str, tuple[Callable[[Names, Sequence[Run]], dict[str, float]], dict[str, Limit]]] = {
    "q5.solution_for_a_sine": (_of_solution, _SOLUTION),
    "q5.solution_for_another_charge": (_of_solution, _SOLUTION),
    "q5.history_of_a_training": (
        _of_history,
        {
            "last loss / first loss": Limit(0.01),
            "max error of u after 10 steps": Limit(0.02, is_upper=False),
        },
    ),
    "q4.ground_state": (_of_state, _STATE),
    "q4.ground_state_of_another_well": (_of_state, _STATE),
    "q4.history_of_your_loss": (
        _of_energy,
        {"last loss / first loss": Limit(0.05), "E − last E of history": Limit(0.02)},
    ),
    "q4.energy_and_history_belong_to_psi": (
        _of_energy,
        {
            "E − ⟨H⟩": Limit(5e-3),
            "last loss / first loss": Limit(0.05),
            "E − last E of history": Limit(0.02),
            "error of E or ψ after 10 steps": Limit(0.05, is_upper=False),
        },
    ),
}
