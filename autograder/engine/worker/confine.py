"""How a process of the fork server becomes a confined worker, whatever the backend.

The fork server calls the steps of a `Confinement` in three processes: `prepare` in itself, once; `separate`, and at
the end `end_processes` and `remove_files`, in the keeper, which waits for the worker; `seal` in the worker's first
process, before student code.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import tempfile
from pathlib import Path
from typing import Any

from . import syscalls
from .files import bytes_on_disk, remove_tree

# The kernel counts threads as processes, and XLA starts some ten on one core.
_THREADS = 48
_OPEN_FILES = 512


class Confinement:
    """Limits of resources and a folder per worker: all that the backend ``none`` has, and the base of the others.

    Args:
        scratch: folder for what student code writes.
    """

    def __init__(self, scratch: str):
        self.scratch = scratch

    def prepare(self) -> None:
        """Give up, in the fork server itself, what neither it nor its workers need."""
        syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)

    def separate(self) -> None:
        """Set apart what the keeper forks next."""
        self.scratch = tempfile.mkdtemp(dir=self.scratch)

    def seal(self, request: dict[str, Any]) -> None:
        """Take everything away from this process that student code must not have."""
        self.enter_scratch()
        self.limit(request)

    def scratch_is_overfull(self, request: dict[str, Any]) -> bool:
        """Whether the worker's files take more than they may, where no file system says so."""
        return bytes_on_disk(self.scratch) > request["scratch_bytes"]

    def end_processes(self) -> None:
        """End all that is left of the worker once its first process has ended."""
        while orphans := _children():
            self.kill(orphans)
            for orphan in orphans:
                os.waitpid(orphan, 0)

    def remove_files(self) -> None:
        """Remove all that the worker has written."""
        remove_tree(self.scratch)

    def kill(self, orphans: list[int]) -> None:
        """Kill what the keeper inherited from the worker's first process."""
        for orphan in orphans:
            os.kill(orphan, signal.SIGKILL)

    def enter_scratch(self) -> None:
        """Make the worker's folder its home, its working folder and its place for temporary files."""
        os.environ |= dict.fromkeys(("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"), self.scratch)
        tempfile.tempdir = None
        os.chdir(self.scratch)

    def limit(self, request: dict[str, Any]) -> None:
        """Set the kernel's limits of one process."""
        for kind, value in (
            (resource.RLIMIT_DATA, request["data_bytes"]),
            (resource.RLIMIT_FSIZE, request["scratch_bytes"]),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_MEMLOCK, 0),
        ):
            resource.setrlimit(kind, (value, value))


def limit_processes(request: dict[str, Any]) -> None:
    """Limit the processes of this user; for workers that have a user of their own."""
    count = request["processes"] + _THREADS
    resource.setrlimit(resource.RLIMIT_NPROC, (count, count))


def prefer_for_oom() -> None:
    """When memory runs out, the kernel should pick student code, not the grader."""
    Path("/proc/self/oom_score_adj").write_text("1000")


def descendants() -> list[int]:
    """What this process has started, and what that has started."""
    found: list[int] = []
    waiting = _children()
    while waiting:
        found.append(waiting.pop())
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{found[-1]}/task"):
                waiting += map(int, Path(f"/proc/{found[-1]}/task/{thread}/children").read_text().split())
    return found


def _children() -> list[int]:
    return [int(child) for child in Path("/proc/thread-self/children").read_text().split()]
