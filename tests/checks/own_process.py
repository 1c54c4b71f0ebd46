"""Trainings from many seeds in a process of their own, since compiled trainings stay in memory."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY


def run_in_own_process(code: str, x64: str, cache: Path) -> None:
    """Run Python code with the tests' modules; what it raises fails the test.

    Args:
        x64: "1" for float64.
        cache: a folder, where trainings find again what earlier ones compiled: they differ in their seeds alone.
    """
    environment = {
        "JAX_ENABLE_X64": x64,
        "JAX_COMPILATION_CACHE_DIR": str(cache),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0.1",
        "MPLBACKEND": "Agg",
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
