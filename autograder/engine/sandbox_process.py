"""A command that starts a sandbox, as a process that the grader can always end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence

from .descriptors import socket_pair
from .usage import measure

_END_SECONDS = 1.0
_KILL_SECONDS = 0.2


class SandboxProcess:
    """One running sandbox: a fork server, or a probe.

    However the grader dies, the kernel closes the lifeline and kills what is at its other end; see
    `worker.lifeline`.

    Args:
        command: what to execute. Added are `task`, the descriptors of lifeline and control socket, and `arguments`.
        variables: the whole environment of the command.

    Attributes:
        control: socket to what runs inside.
        process: number of the outermost process.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], task: str, arguments: Sequence[str], variables: Mapping[str, str]):
        self._closing = threading.Lock()
        with contextlib.ExitStack() as stack, contextlib.ExitStack() as theirs:
            self._errors = stack.enter_context(tempfile.TemporaryFile())
            self._lifeline, line = socket_pair(stack, theirs, socket.SOCK_STREAM)
            self.control, control = socket_pair(stack, theirs, socket.SOCK_SEQPACKET)
            passed = [line.fileno(), control.fileno()]
            self._process = subprocess.Popen(
                [*command, task, *map(str, passed), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=dict(variables),
                pass_fds=passed,
                # A key press on the terminal reaches the grader, which ends the sandbox in its turn.
                start_new_session=True,
            )
            self._owned = stack.pop_all()

    @property
    def process(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None and not _is_closed(self.control)

    def last_words(self) -> list[str]:
        """The lines that it wrote to stderr; none if it is closed."""
        with self._closing:
            if self._errors.closed:
                return []
            self._errors.seek(0)
            return self._errors.read().decode(errors="replace").strip().splitlines()

    def wait(self, seconds: float) -> int | None:
        """The exit status; None if it does not end within that time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=seconds)
        return None

    def close(self) -> None:
        """End all its processes, in at most two seconds; nothing if it is closed already.

        A thread that waits for an answer on the control socket gets an end of file.
        """
        with self._closing, self._owned:
            if self._errors.closed:
                return
            with contextlib.suppress(OSError):
                self._lifeline.shutdown(socket.SHUT_WR)
            if not self._all_have_ended() or self.wait(_KILL_SECONDS) is None:
                self._kill()

    def _all_have_ended(self) -> bool:
        # The keepers hold the other end too, until they have ended their workers and removed the files.
        self._lifeline.settimeout(_END_SECONDS)
        try:
            return not self._lifeline.recv(1)
        except OSError:
            return False

    def _kill(self) -> None:
        if self._process.poll() is not None:
            return  # the number may be another process's by now
        for process in measure(self.process).processes:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        self.wait(_KILL_SECONDS)


def _is_closed(control: socket.socket) -> bool:
    poll = select.poll()
    try:
        poll.register(control, 0)
    except ValueError:
        return True
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
