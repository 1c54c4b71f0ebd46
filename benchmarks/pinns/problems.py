"""The two problems that every program here solves, what is known about them, and how a program says what it found.

NumPy alone: each program is timed from its start, and this module is part of it.

Poisson: u″ = −sin x on (0, π), zero at both ends; u = sin x. Oscillator: −ψ″/2 + x²ψ/2 = Eψ on [−5, 5], zero at both
ends and normalised; E = ½ hartree, ψ = π^(−1/4) exp(−x²/2). Both are trained on 100 points, both ends among them,
with a network of two hidden layers of 32 tanh units, in float32, by Adam, whose learning rate falls from 1e-2 to zero
along half a cosine.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

import numpy as np

POINTS, UNITS, RATE = 100, 32, 1e-2
# Weights of what a loss adds to the mean of squares of the residual: the *sum* over both ends of u² or ψ², and
# (∫ψ² dx − 1)².
ENDS = {"poisson": 5.0, "oscillator": 1.0}
NORM = 1.0
DOMAINS = {"poisson": (0.0, float(np.pi)), "oscillator": (-5.0, 5.0)}


@dataclass(frozen=True)
class Task:
    """What a program is asked for: ``PROGRAM poisson|oscillator SEED STEPS``."""

    problem: str
    seed: int
    steps: int

    @property
    def domain(self) -> tuple[float, float]:
        return DOMAINS[self.problem]

    @property
    def places(self) -> np.ndarray:
        """Where the program says its solution, shape (401,)."""
        return np.linspace(*self.domain, 401)


def asked() -> Task:
    """The task on the command line."""
    problem, seed, steps = sys.argv[1:]
    return Task(problem, int(seed), int(steps))


def tell(values: np.ndarray | None = None, energy: float | None = None) -> None:
    """Print what was found, as the last line.

    Args:
        values: the solution at the places of the task, shape (401,); None if only the energy was asked for.
        energy: in hartree; of the oscillator.
    """
    flat = None if values is None else np.asarray(values, float).ravel().tolist()
    print(json.dumps({"values": flat, "energy": energy}))


def errors(task: Task, answer: dict) -> dict[str, float]:
    """How wrong an answer is: relative L² of the function, and for the oscillator |E − ½| in hartree."""
    found = {} if answer["energy"] is None else {"energy": abs(answer["energy"] - 0.5)}
    if answer["values"] is not None:
        x, values = task.places, np.array(answer["values"])
        exact = np.sin(x) if task.problem == "poisson" else np.pi**-0.25 * np.exp(-(x**2) / 2)
        # The sign of ψ means nothing.
        sign = np.sign(values @ exact) if task.problem == "oscillator" else 1.0
        found["relative L2"] = float(np.linalg.norm(sign * values - exact) / np.linalg.norm(exact))
    return found
