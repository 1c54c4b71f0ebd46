"""Run notebooks that are trusted, such as the reference, in plain subprocesses: no sandbox, no root, no limits."""

from __future__ import annotations

import dataclasses
import math
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Literal

from autograder.engine import faults
from autograder.engine.backends import worker_variables
from autograder.engine.environment import PROJECT, student_package
from autograder.engine.gpu import Gpu
from autograder.engine.model import Cell, Clock, Fault, Limits, WorkerFault
from autograder.engine.notebook_run import NotebookRun
from autograder.engine.usage import measure
from autograder.engine.worker.channel import Closed, read_frame, write_frame
from autograder.engine.worker_handle import Allowance
from autograder.errors import ReportedError

# Nobody knows yet how long the reference takes. It does end, unless a driver hangs. Here waiting for a processor
# that others use counts as idle, and the reference is not to blame for that.
_AMPLE = Limits(
    cell_seconds=600.0,
    question_seconds=1200.0,
    notebook_seconds=3600.0,
    total_seconds=7200.0,
    idle_seconds=math.inf,
    grader_seconds=3600.0,
)
_START_SECONDS = 180.0


class MeasurementFailed(ReportedError):
    """What is to be measured does not run, or does not get its points. The message says what happened."""


class TrustedEngine:
    """Runs notebooks as `Engine` does, each in a process of its own that has the rights of this one.

    Args:
        gpu: the GPUs that notebooks may use; all seconds are wall seconds then. None for none.
    """

    def __init__(self, gpu: Gpu | None = None):
        self._gpu = gpu
        self._limits = dataclasses.replace(_AMPLE, clock="wall" if gpu else "cpu")

    @property
    def clock(self) -> Clock:
        """What the seconds of its notebooks are."""
        return self._limits.clock

    def run(self, cells: Sequence[Cell], *, arrays: Literal["jax", "numpy"], seed: int) -> NotebookRun:
        """See `Engine.run`.

        Raises:
            MeasurementFailed: no worker starts.
        """
        return NotebookRun(cells, self._limits, lambda: TrustedWorker(arrays, seed, self._gpu))


class TrustedWorker:
    """A plain process that runs one notebook; what `NotebookRun` needs of a `WorkerHandle`.

    Args:
        arrays, seed: see `Engine.run`.

    Attributes:
        wall_seconds: that all exchanges took.
        cpu_seconds: of the process up to the last exchange; the start is not counted, as a forked worker has none.

    Raises:
        MeasurementFailed: it does not start.
    """

    def __init__(self, arrays: str, seed: int, gpu: Gpu | None):
        self.wall_seconds = self.cpu_seconds = 0.0
        self._number = 0
        self._scratch = tempfile.TemporaryDirectory(prefix="lecture08-")
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed with the worker
        self._connection, theirs = socket.socketpair()
        card = gpu.variables_of_worker(0) if gpu else {}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.budgets.trusted_worker", str(theirs.fileno()), arrays, str(seed)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd=self._scratch.name,
                env={**worker_variables(self._scratch.name, gpu), **card, "PYTHONPATH": _module_path()},
                pass_fds=[theirs.fileno()],
            )
        self._started_with = self._await_start()

    def _await_start(self) -> float:
        self._connection.settimeout(_START_SECONDS)
        try:
            read_frame(self._connection)
        except (Closed, OSError):
            words = self._last_words() or "it said nothing"
            self.close()
            raise MeasurementFailed(f"The process that runs the reference does not start: {words}") from None
        return measure(self._process.pid).cpu_seconds

    def seconds(self, clock: Clock) -> float:
        """What all exchanges took, by that clock."""
        return self.wall_seconds if clock == "wall" else self.cpu_seconds

    def exchange(self, message: bytes, allowance: Allowance) -> bytes:
        """Send one request and wait for its reply.

        Raises:
            WorkerFault: the process ended, or did not answer in the wall time allowed. It is closed.
        """
        self._number += 1
        self._connection.settimeout(allowance.wall_seconds)
        started = time.monotonic()
        try:
            write_frame(self._connection, self._number, message)
            _, reply = read_frame(self._connection)
        except TimeoutError:
            raise self._failed(faults.wall_overrun(allowance.wall_seconds)) from None
        except (Closed, OSError):
            status = self._process.wait()
            fault = faults.ended(status, near_memory_limit=False, limits=_AMPLE)
            raise self._failed(dataclasses.replace(fault, detail=self._last_words())) from None
        self.wall_seconds += time.monotonic() - started
        self.cpu_seconds = measure(self._process.pid).cpu_seconds - self._started_with
        return reply

    def close(self) -> None:
        """End the process and remove its files."""
        self._process.kill()
        self._process.wait()
        self._connection.close()
        self._errors.close()
        self._scratch.cleanup()

    def _failed(self, fault: Fault) -> WorkerFault:
        self.close()
        return WorkerFault(fault)

    def _last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace").strip()


def _module_path() -> str:
    inherited = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, [str(student_package().parent), str(PROJECT), inherited]))
