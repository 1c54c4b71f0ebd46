"""Start one fork server and run notebooks in its workers."""

from __future__ import annotations

import contextlib
import os
import resource
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .backends import Backend, choose_backend
from .forkserver import ForkServer, ForkServerError, SandboxLost, Spawned
from .gpu import Gpu
from .memory import MemoryGuard
from .model import Cell, EngineClosed, Limits, Sandbox
from .notebook_run import NotebookRun
from .worker_handle import WorkerHandle

_ATTEMPTS = 3
# A large array that is never touched costs nothing, so each process may reserve this multiple of the memory limit.
# What it touches is looked at while it runs.
_RESERVABLE = 8
_ROOM_SECONDS = 120.0


class Engine:
    """A fork server, and the notebooks that run in its workers.

    Threads may share one. Close it, or use it as a context manager, when no more is to be run; the end of this
    process, whatever its cause, ends the fork server and all workers too.

    Args:
        sandbox: the backend; None takes the first safe one that works on this machine.
        limits: what each notebook may use.
        private: files and folders that student code must not be able to read, such as other submissions; those of
            the course are known. Not looked at if the sandbox is ``none``.
        gpu: the GPUs that notebooks may use, see `find_gpu`; None for none.

    Attributes:
        backend: name of the backend in use.
        start_seconds: what starting the fork server took.

    Raises:
        NoSafeSandbox: the backend, or with None any safe one, does not work here.
        ForkServerError: the sandbox works, but the libraries cannot be imported in it.
    """

    def __init__(
        self,
        sandbox: Sandbox | None = None,
        limits: Limits | None = None,
        private: Sequence[Path] = (),
        gpu: Gpu | None = None,
    ):
        self._limits = limits or Limits()
        self._backend: Backend = choose_backend(sandbox, private, gpu)
        self._gpu = gpu
        self._cards = Counter(dict.fromkeys(range(len(gpu.names) if gpu else 1), 0))
        self._lock = threading.Lock()
        self._starting = threading.Lock()
        self._workers: set[WorkerHandle] = set()
        self._guard = MemoryGuard(self._busy_workers)
        self._closed = False
        cores = sorted(os.sched_getaffinity(0))
        # Several graders on one machine should not all begin with its first core.
        first = os.getpid() % len(cores)
        self._cores = Counter(dict.fromkeys([*cores[first:], *cores[:first]], 0))
        with contextlib.ExitStack() as stack:
            stack.callback(self._backend.close)
            self._server = self._backend.start()
            stack.callback(self._server.close)
            self._server.await_ready()
            stack.pop_all()

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
        """End the fork server and all workers, in at most two seconds; nothing if it is closed already.

        Another thread that runs a notebook or asks a question gets EngineClosed, and so does every later call.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.cut_off()
        try:
            self._server.close()
        finally:
            self._backend.close()

    def run(
        self, cells: Sequence[Cell], *, arrays: Literal["jax", "numpy"], seed: int, limits: Limits | None = None
    ) -> NotebookRun:
        """Run all cells of a notebook in a new worker, keeping the names after each question's last cell.

        Args:
            cells: in the order of the notebook.
            arrays: what the arrays of a question are in student code.
            seed: of ``random`` and ``numpy.random`` before the first cell.
            limits: what this notebook may use; None for the engine's.

        Returns:
            The run, to be used as a context manager and asked question by question.

        Raises:
            ForkServerError: no worker can be made; never the fault of a notebook.
            EngineClosed: the engine is closed, or was closed meanwhile.
        """
        own = limits or self._limits
        return NotebookRun(cells, own, lambda: self._start_worker(arrays, seed, own))

    def _start_worker(self, arrays: str, seed: int, limits: Limits) -> WorkerHandle:
        self._guard.wait_for_room(_ROOM_SECONDS)
        place = self._take_place()
        try:
            return self._spawn({"arrays": arrays, "seed": seed}, place, limits)
        except BaseException:
            self._give_back(place)
            raise

    def _spawn(self, request: dict, place: _Place, limits: Limits) -> WorkerHandle:
        request |= {
            "core": place.core,
            "variables": {} if self._gpu is None else self._gpu.variables_of_worker(place.card),
            "memory_bytes": limits.memory_bytes,
            # CUDA maps far more memory than it ever touches; what a worker touches is limited all the same.
            "data_bytes": resource.RLIM_INFINITY if self._gpu else _RESERVABLE * limits.memory_bytes,
            "scratch_bytes": limits.scratch_bytes,
            "processes": limits.processes,
        }
        try:
            spawned = self._spawned(request)
        except ForkServerError:
            self._demand_open()  # its end is no failure then
            raise
        worker = WorkerHandle(spawned, limits, self._guard, on_close=lambda: self._forget(worker, place))
        with self._lock:
            self._workers.add(worker)
            closed = self._closed
        if closed:
            worker.cut_off()
        return worker

    def _spawned(self, request: dict) -> Spawned:
        for _ in range(_ATTEMPTS):
            with contextlib.suppress(SandboxLost):
                return self._living_server().spawn(request)
        raise ForkServerError(f"the sandbox died {_ATTEMPTS} times while a worker was started in it")

    def _living_server(self) -> ForkServer:
        """The fork server; another one if it has died."""
        with self._starting:
            self._demand_open()
            if not self._server.alive:
                self._server.close()
                with self._lock:
                    self._demand_open()
                    self._server = self._backend.start()
                # Without the lock: this takes seconds, and `close` ends it.
                self._server.await_ready()
            return self._server

    def _demand_open(self) -> None:
        if self._closed:
            raise EngineClosed

    def _busy_workers(self) -> list[WorkerHandle]:
        with self._lock:
            return [worker for worker in self._workers if worker.busy]

    def _forget(self, worker: WorkerHandle, place: _Place) -> None:
        with self._lock:
            self._workers.discard(worker)
        self._give_back(place)

    def _take_place(self) -> _Place:
        with self._lock:
            place = _Place(_least_used(self._cores), _least_used(self._cards))
            self._cores[place.core] += 1
            self._cards[place.card] += 1
            return place

    def _give_back(self, place: _Place) -> None:
        with self._lock:
            self._cores[place.core] -= 1
            self._cards[place.card] -= 1


@dataclass(frozen=True)
class _Place:
    """Where a worker computes: on one core of the processor, and on one GPU (0 if there is none)."""

    core: int
    card: int


def _least_used(uses: Counter[int]) -> int:
    return min(uses, key=uses.__getitem__)
