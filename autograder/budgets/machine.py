"""The machine that measures, as budgets and calibrations name it, and what is asked of its workers."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, Protocol

from autograder.engine.model import Cell, NoGpu
from autograder.engine.notebook_run import NotebookRun, QuestionEvaluator
from lecture08_utils.checking.codec import decode, encode

_PACKAGES = ("jax", "jaxlib", "numpy", "optax")


@dataclass(frozen=True)
class Machine:
    """Where something was measured.

    Attributes:
        device_name: of what computes: the model of the processor or of the GPU.
        cores: of the processor; a worker has one of them.
        versions: of Python and of the packages that decide how fast student code is.
    """

    device_name: str
    cores: int
    versions: Mapping[str, str]


class RunNotebook(Protocol):
    """`Engine.run`, with whatever limits, or `TrustedEngine.run`."""

    def __call__(self, cells: Sequence[Cell], *, arrays: Literal["jax", "numpy"], seed: int) -> NotebookRun: ...


def ask(evaluator: QuestionEvaluator, expression: str) -> Any:
    """The value of an expression in the names of a worker; KeyError if it raises there."""
    request = {"op": "ask", "expression": expression, "data": {}, "each": []}
    return decode(evaluator.answer(encode(request)))["value"]


def begin(evaluator: QuestionEvaluator) -> None:
    """Begin to ask; see `lecture08_utils.checking.evaluate`."""
    evaluator.answer(encode({"op": "begin", "names": []}))


def this_machine() -> Machine:
    """The machine that this process runs on."""
    versions = {"python": platform.python_version()} | {package: version(package) for package in _PACKAGES}
    return Machine(_processor(), os.cpu_count() or 1, versions)


_LOOK_FOR_GPU = """
from jax.extend import backend  # in a worker, jax.devices("cuda") gives what there is
try:
    found = [True, backend.get_backend("cuda").devices()[0].device_kind]
except Exception as error:
    found = [False, f"{type(error).__name__}: {error}"]
"""


def gpu_machine(run_notebook: RunNotebook) -> Machine:
    """This machine, named after the GPU that notebooks compute on.

    Raises:
        NoGpu: JAX finds none in its workers; the message quotes JAX.
    """
    with run_notebook([Cell(0, _LOOK_FOR_GPU)], arrays="jax", seed=0) as run, run.question("") as evaluator:
        if fault := run.cell_faults.get(0):
            works, text = False, f"{fault.message} {fault.detail}".strip()
        else:
            begin(evaluator)
            works, text = ask(evaluator, "found")
    if not works:
        raise NoGpu(f"JAX cannot use the one that is here; if CUDA is missing: pip install 'jax[cuda13]'. {text}")
    return replace(this_machine(), device_name=text)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
