"""The comparison: every program in turn, again and again, and how many steps it takes to be right."""

from __future__ import annotations

import itertools
import os
import statistics
from collections.abc import Callable, Mapping, Sequence

from .problems import Task
from .programs import ASSIGNMENTS, DEEPXDE, FAST, GRID, IN_NUMPY, JINNS, SOLVED, TAUGHT, Program
from .runs import Run, run

STEPS = 5000
TRAINED = (TAUGHT, FAST, DEEPXDE, JINNS)
# In hartree. Where a median of 5000 steps is not that good, more of them are taken.
GOOD_ENERGY = 1e-4
MORE_STEPS = (5000, 15_000, 45_000)
SIZES = (16, 32, 64, 128, 256, 512)

Tell = Callable[[str], None]


def side_by_side(programs: Mapping[str, Program], rounds: int, steps: int, tell: Tell) -> list[Run]:
    """Both problems by each program with each seed; whose turn it is changes from round to round."""
    runs = []
    for seed in range(rounds):
        order = [*TRAINED, SOLVED, IN_NUMPY]
        for problem, name in itertools.product(ASSIGNMENTS, order[seed % len(order) :] + order[: seed % len(order)]):
            tell(f"round {seed + 1} of {rounds}: {problem}, {name}")
            runs.append(run(programs[name], Task(problem, seed, steps), _core()))
    return runs


def until_right(
    programs: Mapping[str, Program], known: Sequence[Run], rounds: int, tell: Tell
) -> dict[str, list[Run]]:
    """Trainings of the oscillator, longer and longer, until the median of |E − ½| is `GOOD_ENERGY`.

    Args:
        known: runs that there are already.

    Returns:
        program → the runs with which it got there; none if it did not.
    """
    found = {}
    for name in (*TRAINED, SOLVED, IN_NUMPY):
        found[name] = []
        for steps in MORE_STEPS if name in TRAINED else MORE_STEPS[:1]:
            wanted = name, "oscillator", steps
            runs = [item for item in known if (item.program, item.task.problem, item.task.steps) == wanted][:rounds]
            for seed in range(len(runs), rounds):
                tell(f"until E is right to {GOOD_ENERGY:g}: {name}, {steps} steps, seed {seed}")
                runs.append(run(programs[name], Task("oscillator", seed, steps), _core()))
            if statistics.median(item.errors["energy"] for item in runs) <= GOOD_ENERGY:
                found[name] = runs
                break
    return found


def on_grids(programs: Mapping[str, Program], rounds: int, tell: Tell) -> list[Run]:
    """Finite elements for Poisson's equation, a matrix for the oscillator, each with more and more points."""
    tell("finite elements and matrices")
    tasks = [Task(problem, 0, size) for problem in ASSIGNMENTS for size in SIZES]
    return [run(programs[GRID], task, _core()) for _ in range(rounds) for task in tasks]


def _core() -> int:
    return max(os.sched_getaffinity(0))
