"""Budgets as data, and ``<device>.json``: written by `lecture08 budget`, read with suspicion.

Each assignment carries the machine, the day and the calibration of its own measurement, so that one of them can be
measured again without the others::

    {"schema": 2, "device": "cpu", "clock": "cpu",
     "assignments": {"hw4_oscillator": {
        "device_name", "cores", "versions": {"python", "jax", "jaxlib", "numpy", "optax"},
        "date": "2026-11-23", "runs": 3, "calibration_seconds",
        "given": BUDGET, "questions": {"q1": BUDGET, …}}}}

where BUDGET is {"median", "min", "max", "cells": {"compile", "run"}, "asks": {"compile", "run"}, "retry",
"peak_bytes"}; all but the last are seconds of the clock that the file names: ``cpu`` is processor time, ``wall`` is
time by the clock, taken when all devices have done what they were given. No processor's time shows what a GPU does.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import math
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from autograder.atomic import write_atomically
from autograder.engine.model import Clock
from autograder.errors import ReportedError

from .machine import Machine

SCHEMA = 2
CLOCKS: Mapping[str, Clock] = {"cpu": "cpu", "gpu": "wall"}
FOLDER = Path(__file__).parent
VERSIONS = ("python", "jax", "jaxlib", "numpy", "optax")


class BrokenBudget(ReportedError):
    """A file of budgets that cannot be used; the message says where and what to do."""


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock of the device.

    Attributes:
        compile: in which JAX traced, lowered and compiled.
        run: all others.
    """

    compile: float
    run: float


@dataclass(frozen=True)
class Budget:
    """What the reference needs for one question, or for the given cells that belong to none.

    Attributes:
        median, min, max: seconds of cells and checks together, over the runs.
        cells: of that, the medians for its cells.
        asks: of that, the medians for what its checks ask.
        retry: seconds, median: what its checks would ask if each that may try again did.
        peak_bytes: the worker's memory at its largest in the question; where an earlier question took more, what it
            held at the question's end. The largest of all runs.
    """

    median: float
    min: float
    max: float
    cells: Cost
    asks: Cost
    retry: float
    peak_bytes: int


@dataclass(frozen=True)
class AssignmentBudget:
    """The reference of one assignment, measured.

    Attributes:
        date: ISO, of the measurement.
        runs: how many notebooks were run, each in a worker of its own.
        calibration_seconds: of the calibration's work on that machine, see `calibrate`.
        given: of the cells that belong to no question.
        questions: by id.
    """

    machine: Machine
    date: str
    runs: int
    calibration_seconds: float
    given: Budget
    questions: Mapping[str, Budget]


def budget_path(device: str, folder: Path = FOLDER) -> Path:
    """Where the budgets of a device are kept."""
    return folder / f"{device}.json"


def read_budgets(device: str, folder: Path = FOLDER) -> dict[str, AssignmentBudget]:
    """The budgets of a device by assignment; none if there is no file.

    Raises:
        BrokenBudget: the file is not as this module writes it.
    """
    path = budget_path(device, folder)
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise _broken(path, str(problem), device) from None
    try:
        _demand(isinstance(tree, dict) and tree.get("schema") == SCHEMA, f"it is not of schema {SCHEMA}")
        _fields(tree, {"schema", "device", "clock", "assignments"}, "the file")
        _demand(tree["device"] == device, f"device is {tree['device']!r}, not {device!r}")
        _demand(tree["clock"] == CLOCKS[device], f"clock is {tree['clock']!r}, not {CLOCKS[device]!r}")
        return {name: _assignment(item, name) for name, item in _mapping(tree, "assignments", "the file").items()}
    except ValueError as problem:
        raise _broken(path, str(problem), device) from None


def write_budgets(
    device: str, measured: Mapping[str, AssignmentBudget], keep: Collection[str], folder: Path = FOLDER
) -> Path:
    """Put measurements into the file of a device; others may do so at the same time.

    Args:
        measured: by assignment.
        keep: assignments whose earlier budgets stay, those that there are.

    Raises:
        BrokenBudget: the file that is there cannot be read.
    """
    path = budget_path(device, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        kept = {name: budget for name, budget in read_budgets(device, folder).items() if name in keep}
        merged = dict(sorted((kept | dict(measured)).items()))
        head = {"schema": SCHEMA, "device": device, "clock": CLOCKS[device]}
        tree = {**head, "assignments": {name: _tree(item) for name, item in merged.items()}}
        write_atomically(path, json.dumps(tree, ensure_ascii=False, indent=1) + "\n")
    return path


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait for the folder. What another process adds between our reading and our writing would be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _tree(budget: AssignmentBudget) -> dict[str, Any]:
    tree = asdict(budget)
    return {**tree.pop("machine"), **tree}


def _assignment(tree: Any, where: str) -> AssignmentBudget:
    names = {"device_name", "cores", "versions", "date", "runs", "calibration_seconds", "given", "questions"}
    _fields(tree, names, where)
    versions = _mapping(tree, "versions", where)
    _fields(versions, set(VERSIONS), f"versions of {where}")
    texts = {"device_name": tree["device_name"], **versions}
    _demand(all(isinstance(text, str) and text for text in texts.values()), f"an empty name or version in {where}")
    _demand(isinstance(tree["date"], str) and _is_date(tree["date"]), f"date of {where} is {tree['date']!r}")
    calibration = _number(tree, "calibration_seconds", where)
    _demand(calibration > 0, f"calibration_seconds of {where} is 0")
    return AssignmentBudget(
        machine=Machine(tree["device_name"], _count(tree, "cores", where, 1), versions),
        date=tree["date"],
        runs=_count(tree, "runs", where, 1),
        calibration_seconds=calibration,
        given=_budget(tree["given"], f"given of {where}"),
        questions={
            name: _budget(item, f"{name} of {where}") for name, item in _mapping(tree, "questions", where).items()
        },
    )


def _budget(tree: Any, where: str) -> Budget:
    _fields(tree, {"median", "min", "max", "cells", "asks", "retry", "peak_bytes"}, where)
    low, median, high = (_number(tree, key, where) for key in ("min", "median", "max"))
    _demand(low <= median <= high, f"min, median and max of {where} are {low}, {median} and {high}")
    return Budget(
        median=median,
        min=low,
        max=high,
        cells=_cost(tree["cells"], f"cells of {where}"),
        asks=_cost(tree["asks"], f"asks of {where}"),
        retry=_number(tree, "retry", where),
        peak_bytes=_count(tree, "peak_bytes", where, 0),
    )


def _cost(tree: Any, where: str) -> Cost:
    _fields(tree, {"compile", "run"}, where)
    return Cost(_number(tree, "compile", where), _number(tree, "run", where))


def _fields(tree: Any, names: set[str], where: str) -> None:
    _demand(isinstance(tree, dict), f"{where} is not an object")
    different = sorted(tree.keys() ^ names)
    _demand(not different, f"{where} should have {', '.join(sorted(names))}; different: {', '.join(different)}")


def _mapping(tree: dict, key: str, where: str) -> dict[str, Any]:
    _demand(isinstance(tree[key], dict), f"{key} of {where} is not an object")
    return tree[key]


def _number(tree: dict, key: str, where: str) -> float:
    value = tree[key]
    _demand(type(value) in (int, float) and math.isfinite(value) and value >= 0, f"{key} of {where} is {value!r}")
    return float(value)


def _count(tree: dict, key: str, where: str, least: int) -> int:
    value = tree[key]
    _demand(type(value) is int and value >= least, f"{key} of {where} is {value!r}, not a number from {least} on")
    return value


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _demand(condition: bool, problem: str) -> None:
    if not condition:
        raise ValueError(problem)


def _broken(path: Path, problem: str, device: str) -> BrokenBudget:
    return BrokenBudget(
        f"{path} is damaged: {problem}. Delete it and measure again: lecture08 budget --device {device}"
    )
