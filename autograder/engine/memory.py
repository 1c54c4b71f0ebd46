"""What memory a worker holds, exactly, and what the machine has left."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from .usage import Usage, memory_folder, resident_bytes
from .worker.files import mapped_bytes
from .worker.syscalls import file_access_of

# What is kept free: the grader must go on, and the kernel must not have to end a process of its own choice.
_LEAST_RESERVE, _MOST_RESERVE, _RESERVED_SHARE = 128 * 2**20, 2**30, 0.05
_MACHINE_SECONDS = 0.1
# Reading the exact figure may take this share of a core: less than watching may in all, see account.py. For a process
# with CUDA, which has 20 GiB of addresses that no cheap figure explains, it is read all the time.
_SHARE_OF_TIME = 0.04
_SHARED = b"/dev/zero (deleted)"
_CGROUPS = Path("/sys/fs/cgroup")


class MemoryGauge:
    """The memory of one worker, with what its processes share counted once.

    Memory that is mapped as shared, without a file, stays when it is taken out of a process's page table, and when
    all but a page of it is unmapped. So it counts as much as has been allocated, where the system's root may ask for
    that; otherwise as far as it has been seen to reach.
    """

    def __init__(self) -> None:
        self._reach: dict[bytes, int] = {}
        self._bytes = self._bound = 0
        self._next = 0.0

    def held(self, usage: Usage, most: int) -> int:
        """What the processes hold, or a figure up to `most` if they cannot hold more.

        It may be a little old, unless they have since reached for so much that it may be above `most` now.

        Raises nothing: a process that cannot be looked at counts with all that it has resident.
        """
        if usage.memory_bound <= most:
            return usage.resident_bytes
        started = time.monotonic()
        if started >= self._next or self._bytes + usage.memory_bound - self._bound > most:
            self._bytes, self._bound = self._measure(usage.processes), usage.memory_bound
            taken = time.monotonic() - started
            self._next = started + taken / _SHARE_OF_TIME
        return self._bytes

    def _measure(self, processes: Iterable[int]) -> int:
        own = of_files = 0
        shared: dict[bytes, int] = {}
        for process in processes:
            try:
                rollup, mappings = _read_as_owner(process, "smaps_rollup", "maps")
            except PermissionError:
                own += resident_bytes(process)
                continue
            except OSError:
                continue  # it has ended
            sizes = {line.split(b":")[0]: int(line.split()[1]) * 1024 for line in rollup.splitlines()[1:]}
            own += sizes.get(b"Pss", 0) - sizes.get(b"Pss_Shmem", 0)
            of_files += sizes.get(b"Pss_Shmem", 0)
            for line in mappings.splitlines():
                if line.endswith(_SHARED):
                    self._add_shared(process, line, shared)
        self._reach = {inode: size for inode, size in self._reach.items() if inode in shared}
        return own + max(of_files, sum(shared.values()))

    def _add_shared(self, process: int, line: bytes, shared: dict[bytes, int]) -> None:
        span, _, offset, _, inode, *_ = line.split()
        size, is_known = mapped_bytes(process, span.decode(), offset.decode())
        if not is_known:
            size = self._reach[inode] = max(size, self._reach.get(inode, 0))
        shared[inode] = max(size, shared.get(inode, 0))


def _read_as_owner(process: int, *names: str) -> list[bytes]:
    paths = [Path(memory_folder(process), name) for name in names]
    try:
        return [path.read_bytes() for path in paths]
    except PermissionError:
        owner = paths[0].parent.stat().st_uid
        if os.geteuid() != 0 or owner == 0:
            raise
    with file_access_of(owner):
        return [path.read_bytes() for path in paths]


class Holder(Protocol):
    """A worker, as the guard sees it."""

    @property
    def usage(self) -> Usage:
        """As last measured."""


class MemoryGuard:
    """Says which worker must end when the machine runs out of memory.

    Args:
        workers: those that there are.
        available: bytes that the machine has left.
    """

    def __init__(self, workers: Callable[[], Iterable[Holder]], available: Callable[[], int] | None = None):
        self._workers = workers
        self._available = available or available_bytes
        self._reserve = min(max(int(_total_bytes() * _RESERVED_SHARE), _LEAST_RESERVE), _MOST_RESERVE)
        self._short = False
        self._next = 0.0

    def is_short(self) -> bool:
        """Whether the machine has less left than it needs; at most 0.1 s old."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _MACHINE_SECONDS
            self._short = self._available() < self._reserve
        return self._short

    def must_end(self, worker: Holder) -> bool:
        """Whether memory is short and this worker has the most of it."""
        if not self.is_short():
            return False
        largest = max(self._workers(), key=lambda other: other.usage.resident_bytes, default=worker)
        if largest is worker:
            # What it gives back takes a moment to arrive; the next largest need not go as well.
            self._short, self._next = False, time.monotonic() + 10 * _MACHINE_SECONDS
        return largest is worker

    def wait_for_room(self, seconds: float) -> None:
        """Wait while memory is short and workers are at work that will give some back."""
        deadline = time.monotonic() + seconds
        while self.is_short() and any(True for _ in self._workers()) and time.monotonic() < deadline:
            time.sleep(_MACHINE_SECONDS)


def available_bytes() -> int:
    """What the machine, or the container that this process is in, has left."""
    return min([_figure_of_meminfo(b"MemAvailable"), *_left_in_cgroups()])


def _total_bytes() -> int:
    return min([_figure_of_meminfo(b"MemTotal"), *(limit for limit, _ in _limited_cgroups())])


def _figure_of_meminfo(name: bytes) -> int:
    for line in Path("/proc/meminfo").read_bytes().splitlines():
        if line.startswith(name + b":"):
            return int(line.split()[1]) * 1024
    raise OSError(f"/proc/meminfo does not say {name.decode()}")


def _left_in_cgroups() -> list[int]:
    left = []
    for limit, group in _limited_cgroups():
        # Pages of files that nobody uses are given back when memory is needed.
        statistics = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        used = int((group / "memory.current").read_text()) - int(statistics["inactive_file"])
        left.append(limit - used)
    return left


def _limited_cgroups() -> list[tuple[int, Path]]:
    """The limits that cgroups of version 2 set to this process, and where."""
    found = []
    own = own_cgroup()
    for group in [own, *own.parents] if own else []:
        try:
            limit = (group / "memory.max").read_text().strip()
        except OSError:
            continue
        if limit != "max":
            found.append((int(limit), group))
    return found


def own_cgroup() -> Path | None:
    """The folder of this process's cgroup of version 2; None if there is none that limits memory."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        number, _, path = line.split(":", 2)
        if number == "0" and (_CGROUPS / "cgroup.controllers").exists():
            return _CGROUPS / path.lstrip("/")
    return None
