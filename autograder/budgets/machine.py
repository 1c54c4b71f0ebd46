"""The machine that measures, as budgets and calibrations name it."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

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


def this_machine() -> Machine:
    """The machine that this process runs on."""
    versions = {"python": platform.python_version()} | {package: version(package) for package in _PACKAGES}
    return Machine(_processor(), os.cpu_count() or 1, versions)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
