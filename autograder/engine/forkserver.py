"""The grader's end of a fork server: start it, ask it for workers, notice its death."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .descriptors import process_of, receive_handle, socket_pair
from .model import Fault
from .sandbox_process import SandboxProcess

_START_SECONDS = 180.0
_SPAWN_SECONDS = 60.0
_MESSAGE_BYTES = 4096


class ForkServerError(RuntimeError):
    """The fork server does not start, or cannot make a worker; the message carries what it said."""


class SandboxLost(Exception):
    """The fork server is gone and its workers with it: no fault of the notebook's."""

    fault = Fault("run_time_error", "The sandbox broke each time that this notebook was in it.")


class WorkerKilled(SandboxLost):
    """Something killed the worker: its own code, or somebody outside, which looks the same."""

    def __init__(self, fault: Fault):
        super().__init__(fault.message)
        self.fault = fault


class MemoryShort(SandboxLost):
    """The machine ran out of memory and the worker, which was within its limit, had to end."""


@dataclass(frozen=True)
class Spawned:
    """A new worker, as descriptors of this process and the number of its first process.

    Attributes:
        student: socket of requests and replies.
        keeper: socket on which the worker's end is reported. The keeper ends the worker once it is closed.
        output: pipe with all that student code prints.
        handle: pidfd of the first process.
    """

    student: socket.socket
    keeper: socket.socket
    output: int
    handle: int
    process: int

    def close(self) -> None:
        """Close all descriptors."""
        self.student.close()
        self.keeper.close()
        os.close(self.output)
        os.close(self.handle)


class ForkServer:
    """One running fork server, which can be asked for workers once it is ready.

    Args:
        command: what starts it, up to its module's name.
        arguments: for the module: the backend and its scratch folder.
        variables: the whole environment of the command.

    Attributes:
        start_seconds: from its start until it was ready.

    Raises:
        ForkServerError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], arguments: Sequence[str], variables: Mapping[str, str]):
        self.start_seconds = 0.0
        self._lock = threading.Lock()
        self._started = time.monotonic()
        try:
            self._sandbox = SandboxProcess(command, "serve", arguments, variables)
        except OSError as error:
            raise ForkServerError(f"the sandbox's fork server cannot be started: {error}") from None

    def await_ready(self) -> None:
        """Wait until it has imported everything.

        Raises:
            ForkServerError: it did not come up, or was closed meanwhile. It is closed.
        """
        control = self._sandbox.control
        try:
            control.settimeout(_START_SECONDS)
            ready = control.recv(_MESSAGE_BYTES)
            control.settimeout(None)
        except OSError:
            ready = b""
        if not ready:
            words = self._last_words()
            self.close()
            raise ForkServerError(f"the sandbox's fork server did not start: {words}")
        self.start_seconds = time.monotonic() - self._started

    @property
    def process(self) -> int:
        """Process number of the sandbox's outermost process."""
        return self._sandbox.process

    @property
    def alive(self) -> bool:
        return self._sandbox.alive

    def spawn(self, request: Mapping[str, Any]) -> Spawned:
        """Fork a worker.

        Args:
            request: plain values for the worker's `Confinement` and `Session`.

        Raises:
            SandboxLost: the fork server is gone.
            ForkServerError: it could not make a worker.
        """
        with contextlib.ExitStack() as ours:
            with contextlib.ExitStack() as theirs:
                student, their_student = socket_pair(ours, theirs, socket.SOCK_STREAM)
                keeper, their_keeper = socket_pair(ours, theirs, socket.SOCK_SEQPACKET)
                output, their_output = os.pipe()
                ours.callback(os.close, output)
                theirs.callback(os.close, their_output)
                self._send(request, [their_student.fileno(), their_keeper.fileno(), their_output])
            handle = self._await_start(keeper)
            ours.callback(os.close, handle)
            student.setblocking(False)
            os.set_blocking(output, False)
            spawned = Spawned(student, keeper, output, handle, process_of(handle))
            ours.pop_all()
            return spawned

    def _send(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
        try:
            with self._lock:
                socket.send_fds(self._sandbox.control, [json.dumps(dict(request)).encode()], list(descriptors))
        except OSError:
            raise SandboxLost from None

    def _await_start(self, keeper: socket.socket) -> int:
        message, handle = receive_handle(keeper, _SPAWN_SECONDS)
        if handle is not None and process_of(handle) > 0:
            return handle
        if handle is not None:
            os.close(handle)
            raise ForkServerError("the worker's processes cannot be seen in /proc, so its limits cannot be enforced")
        if not message and not self.alive:
            raise SandboxLost
        raise ForkServerError(f"no worker could be made: {message.decode(errors='replace') or self._last_words()}")

    def _last_words(self) -> str:
        return "\n".join(self._sandbox.last_words()) or "it said nothing"

    def close(self) -> None:
        """End the fork server and all its workers, in at most two seconds; nothing if it is closed already."""
        self._sandbox.close()
