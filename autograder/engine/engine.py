"""Start one fork server and run notebooks in its workers."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .backends import Backend, choose_backend
from .forkserver import ForkServer, ForkServerError, SandboxLost
from .model import Cell, Limits
from .notebook_run import NotebookRun
from .worker_handle import WorkerHandle

_ATTEMPTS = 3


class Engine:
    """A fork server, and the notebooks that run in its workers.

    Threads may share one. Close it, or use it as a context manager, so that nothing keeps running.

    Args:
        sandbox: the backend; None takes the first safe one that works on this machine.
        limits: what each notebook may use.
        private: files and folders that student code must not be able to read, such as other submissions; those of
            the course are known. Not looked at if the sandbox is ``none``.

    Attributes:
        backend: name of the backend in use.
        start_seconds: what starting the fork server took.

    Raises:
        NoSafeSandbox: the backend, or with None any safe one, does not work here.
        ForkServerError: the sandbox works, but the libraries cannot be imported in it.
    """

    def __init__(
        self,
        sandbox: Literal["bwrap", "uid", "none"] | None = None,
        limits: Limits | None = None,
        private: Sequence[Path] = (),
    ):
        self._limits = limits or Limits()
        self._backend: Backend = choose_backend(sandbox, private)
        self._lock = threading.Lock()
        cores = sorted(os.sched_getaffinity(0))
        # Several graders on one machine shall not all begin with its first core.
        first = os.getpid() % len(cores)
        self._cores = Counter(dict.fromkeys([*cores[first:], *cores[:first]], 0))
        try:
            self._server = self._backend.start()
        except BaseException:
            self._backend.close()
            raise

    @property
    def backend(self) -> str:
        return self._backend.name

    @property
    def start_seconds(self) -> float:
        return self._server.start_seconds

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the fork server and all workers."""
        with self._lock:
            self._server.close()
            self._backend.close()

    def run(self, cells: Sequence[Cell], *, arrays: Literal["jax", "numpy"], seed: int) -> NotebookRun:
        """Run all cells of a notebook in a new worker, keeping the names after each question's last cell.

        Args:
            cells: in the order of the notebook.
            arrays: what the arrays of a question are in student code.
            seed: of ``random`` and ``numpy.random`` before the first cell.

        Returns:
            The run, to be used as a context manager and asked question by question.

        Raises:
            ForkServerError: no worker can be made; never the fault of a notebook.
        """
        return self._run(cells, arrays, seed, self._limits)

    def limited(self, limits: Limits) -> LimitedEngine:
        """The same fork server for notebooks with other limits."""
        return LimitedEngine(lambda cells, arrays, seed: self._run(cells, arrays, seed, limits))

    def _run(self, cells: Sequence[Cell], arrays: str, seed: int, limits: Limits) -> NotebookRun:
        return NotebookRun(cells, limits, lambda: self._start_worker(arrays, seed, limits))

    def _start_worker(self, arrays: str, seed: int, limits: Limits) -> WorkerHandle:
        core = self._take_core()
        try:
            return self._spawn({"arrays": arrays, "seed": seed, "core": core}, core, limits)
        except BaseException:
            self._give_back(core)
            raise

    def _spawn(self, request: dict, core: int, limits: Limits) -> WorkerHandle:
        request |= {
            "memory_bytes": limits.memory_bytes,
            "scratch_bytes": limits.scratch_bytes,
            "processes": limits.processes,
        }
        for _ in range(_ATTEMPTS):
            with contextlib.suppress(SandboxLost):
                spawned = self._living_server().spawn(request)
                break
        else:
            raise ForkServerError(f"the sandbox died {_ATTEMPTS} times while a worker was started in it")
        return WorkerHandle(spawned, limits, on_close=lambda: self._give_back(core))

    def _living_server(self) -> ForkServer:
        with self._lock:
            if not self._server.alive:
                self._server.close()
                self._server = self._backend.start()
            return self._server

    def _take_core(self) -> int:
        with self._lock:
            core = min(self._cores, key=self._cores.__getitem__)
            self._cores[core] += 1
            return core

    def _give_back(self, core: int) -> None:
        with self._lock:
            self._cores[core] -= 1


@dataclass(frozen=True)
class LimitedEngine:
    """An `Engine` with other limits, which somebody else closes."""

    _run: Callable[[Sequence[Cell], str, int], NotebookRun]

    def run(self, cells: Sequence[Cell], *, arrays: Literal["jax", "numpy"], seed: int) -> NotebookRun:
        """See `Engine.run`."""
        return self._run(cells, arrays, seed)
