"""Run one program as a process of its own and see what it took and what it found."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from .problems import Task, errors
from .programs import HERE, Program


@dataclass(frozen=True)
class Run:
    """One process, from its start to the solution at the places of the task.

    Attributes:
        cpu, wall: seconds.
        errors: see `problems.errors`.
    """

    program: str
    task: Task
    cpu: float
    wall: float
    errors: dict[str, float]

    def as_json(self) -> dict:
        return asdict(self)


def run(program: Program, task: Task, core: int) -> Run:
    """Run a program.

    Args:
        core: the only one that the process may use, so that its CPU seconds are not those of a crowd of threads.

    Raises:
        RuntimeError: it failed.
    """
    arguments = [task.problem, str(task.seed), str(task.steps)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "JAX_PLATFORMS": "cpu",
        "JAX_ENABLE_COMPILATION_CACHE": "false",
        "MPLBACKEND": "agg",
    }
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "said").open("w+b") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(program.python), str(program.files[task.problem]), *arguments],
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode(errors="replace").splitlines()
    if process.returncode:
        raise RuntimeError(f"{program.name}, {' '.join(arguments)} failed:\n" + "\n".join(lines[-30:]))
    answer = json.loads(next(line for line in reversed(lines) if line.startswith('{"values"')))
    return Run(program.name, task, used.ru_utime + used.ru_stime, wall, errors(task, answer))
