"""The grader's end of a fork server: start it, ask it for workers, notice its death."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_START_SECONDS = 180.0
_SPAWN_SECONDS = 60.0
_MESSAGE_BYTES = 65536


class ForkServerError(RuntimeError):
    """The fork server does not start, or cannot make a worker; the message carries what it said."""


class SandboxLost(Exception):
    """The fork server is gone and its workers with it: no fault of the notebook's."""


@dataclass(frozen=True)
class Spawned:
    """A new worker, as descriptors of this process and the number of its first process.

    Attributes:
        student: socket of requests and replies.
        keeper: socket on which the worker's end is reported; closing it ends the worker.
        output: pipe with all that student code prints.
        handle: pidfd of the first process.
    """

    student: socket.socket
    keeper: socket.socket
    output: int
    handle: int
    process: int


class ForkServer:
    """One running fork server.

    Args:
        command: what to execute; the control socket's descriptor is added, then `arguments`.
        variables: the whole environment of the command.

    Raises:
        ForkServerError: it did not come up.
    """

    def __init__(self, command: Sequence[str], arguments: Sequence[str], variables: Mapping[str, str]):
        self._lock = threading.Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        started = time.monotonic()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=dict(variables),
                pass_fds=[theirs.fileno()],
                # No key press on the terminal reaches the sandbox.
                start_new_session=True,
            )
        self._await_ready()
        self.start_seconds = time.monotonic() - started

    def _await_ready(self) -> None:
        self._control.settimeout(_START_SECONDS)
        try:
            ready = self._control.recv(_MESSAGE_BYTES)
        except OSError:
            ready = b""
        if not ready:
            words = self._last_words()
            self.close()
            raise ForkServerError(f"the sandbox's fork server did not start: {words}")
        self._control.settimeout(None)

    @property
    def process(self) -> int:
        """Process number of the sandbox's outermost process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None and not _is_closed(self._control)

    def spawn(self, request: Mapping[str, Any]) -> Spawned:
        """Fork a worker.

        Args:
            request: plain values for the worker's `Confinement` and `Session`.

        Raises:
            SandboxLost: the fork server is gone.
            ForkServerError: it could not make a worker.
        """
        student, their_student = socket.socketpair()
        keeper, their_keeper = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        output, their_output = os.pipe()
        theirs = [their_student.fileno(), their_keeper.fileno(), their_output]
        try:
            with self._lock:
                socket.send_fds(self._control, [json.dumps(dict(request)).encode()], theirs)
        except OSError:
            raise SandboxLost from None
        finally:
            their_student.close()
            their_keeper.close()
            os.close(their_output)
        try:
            handle = self._await_start(keeper)
        except BaseException:
            student.close()
            keeper.close()
            os.close(output)
            raise
        student.setblocking(False)
        os.set_blocking(output, False)
        return Spawned(student, keeper, output, handle, process_of(handle))

    def _await_start(self, keeper: socket.socket) -> int:
        keeper.settimeout(_SPAWN_SECONDS)
        try:
            message, handles, _, _ = socket.recv_fds(keeper, _MESSAGE_BYTES, 1)
        except OSError:
            message, handles = b"", []
        if handles and process_of(handles[0]) > 0:
            return handles[0]
        if handles:
            os.close(handles[0])
            raise ForkServerError("the worker's processes cannot be seen in /proc, so its limits cannot be enforced")
        if not message and not self.alive:
            raise SandboxLost
        raise ForkServerError(f"no worker could be made: {message.decode(errors='replace') or self._last_words()}")

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return "\n".join(lines) if lines else "it said nothing"

    def close(self) -> None:
        """End the fork server and all its workers."""
        self._control.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()


def _is_closed(control: socket.socket) -> bool:
    poll = select.poll()
    try:
        poll.register(control, 0)
    except ValueError:
        return True
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))


def process_of(handle: int) -> int:
    """The number, in this process's namespace, of the process behind a pidfd; -1 if it cannot be seen here."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/self/fdinfo/{handle}").read_text()
        return int(text.partition("\nPid:")[2].split()[0])
    return -1
