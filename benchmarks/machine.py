"""What a measurement must say about where and when it was taken."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from autograder.budgets.machine import this_machine

_PACKAGES = ("jax", "numpy", "ipython")


def describe(*packages: str) -> str:
    """One line: date, processor, memory, load of the last minutes, versions; `packages` are named beside our own."""
    one, five, _ = os.getloadavg()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in (*_PACKAGES, *packages))
    return (
        f"{date.today()}: {this_machine().device_name}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, Linux "
        f"{platform.release().split('-')[0]}, load {one:.1f} (1 min) {five:.1f} (5 min) at the end; "
        f"Python {platform.python_version()}, {versions}."
    )


def spread(seconds: Sequence[float], digits: int = 2) -> str:
    """Median, and the range from the smallest to the largest."""
    low, middle, high = (f"{value:.{digits}f}" for value in (min(seconds), statistics.median(seconds), max(seconds)))
    return f"{middle} ({low} … {high})"
