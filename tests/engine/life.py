"""Help for tests of what ends when: a grader's processes, how long they outlive a signal, and whose fault that is."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.engine.usage import measure

MOST_SECONDS = 2.0
_PATIENCE = 120.0


def new_marker() -> str:
    """An argument for `sleep` that nobody else sleeps for."""
    return f"{random.SystemRandom().randrange(10**9, 10**10)}.5"


def child(marker: str) -> str:
    """Student code that starts a child, out of its session, which a test can find."""
    return f"import subprocess\nsubprocess.Popen(['sleep', '{marker}'], start_new_session=True)"


def marked(marker: str) -> set[int]:
    """Processes with that argument."""
    return {process for process in _all_processes() if marker.encode() in _command(process)}


def fork_servers(root: int) -> list[int]:
    """The processes below one that run the worker module, the oldest, which is the fork server, first."""
    commands = {process: _command(process) for process in measure(root).processes}
    found = [process for process, command in commands.items() if _runs_the_module(command)]
    return sorted(found, key=lambda process: int(birth(process) or 0))


def await_that(condition: Callable[[], object], seconds: float = _PATIENCE) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this takes too long"
        time.sleep(0.01)


class Family:
    """A grader, which is this process or a child of it, and the processes below, watched while they end.

    Args:
        root: the grader.
        marker: see `child`; finds processes that are started meanwhile.
    """

    def __init__(self, root: int, marker: str):
        self._marker = marker
        self._members = {process: birth(process) for process in measure(root).processes}
        self._started = time.monotonic()
        self._last = measure(os.getpid())
        self._starved = 0.0

    def left(self) -> set[int]:
        """Those that have not ended."""
        self._look()
        return {process for process, born in self._members.items() if born == birth(process)} | self._marked()

    def seconds(self) -> float:
        """Since the beginning, but for those in which some process of this test was ready to run and had no core.

        Those are the machine's fault, and the kernel counts them.
        """
        return time.monotonic() - self._started - self._starved

    def await_end(self) -> None:
        """Wait for the end of all; fails if it takes too long."""
        while left := self.left():
            assert self.seconds() < MOST_SECONDS, {process: _command(process) for process in left}
            time.sleep(0.01)
        assert self.seconds() < MOST_SECONDS

    def _marked(self) -> set[int]:
        return marked(self._marker)

    def _look(self) -> None:
        usage = measure(os.getpid())
        self._starved += usage.starved_since(self._last)
        self._last = usage


@contextlib.contextmanager
def nothing_left_of(marker: str) -> Iterator[None]:
    """A test that fails leaves no process either."""
    try:
        yield
    finally:
        for process in marked(marker):
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)


def open_descriptors() -> dict[str, str]:
    """The descriptors of this process, and what each is."""
    found = {}
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            found[name] = os.readlink(f"/proc/self/fd/{name}")
    return found


def _all_processes() -> Iterator[int]:
    return map(int, filter(str.isdigit, os.listdir("/proc")))


def _command(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def _runs_the_module(command: bytes) -> bool:
    words = command.split(b"\0")
    return b"serve" in words and not words[0].endswith(b"bwrap")


def birth(process: int) -> bytes | None:
    """When a process began, which tells it from others of its number; None if it has ended."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
        return None if fields[0] in b"ZX" else fields[19]
    return None
