"""What a worker's processes use, read from outside in /proc."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

_TICK = 1.0 / os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MOST_BYTES = 1 << 16
# Fields of /proc/PID/stat, counted from the one behind the command's name.
_USER, _SYSTEM, _CHILDREN_USER, _CHILDREN_SYSTEM = 11, 12, 13, 14
# Fields of /proc/PID/statm.
_SIZE, _RESIDENT, _DATA = 0, 1, 5


@dataclass(frozen=True)
class Usage:
    """A worker's processes at one moment.

    Attributes:
        cpu_seconds: of all of them, and of those that have ended.
        resident_bytes: an upper bound of what is mapped and there, since pages that processes share are counted for
            each.
        memory_bound: an upper bound of all memory they hold: shared memory need not be resident to be there.
        waits: thread → seconds that it was ready to run but had no core, because the machine was busy.
    """

    processes: tuple[int, ...] = ()
    cpu_seconds: float = 0.0
    resident_bytes: int = 0
    memory_bound: int = 0
    waits: Mapping[int, float] = field(default_factory=dict)

    def starved_since(self, earlier: Usage) -> float:
        """Seconds that the worker lost to a busy machine: those of its most hindered thread."""
        before = earlier.waits
        return max((wait - before[thread] for thread, wait in self.waits.items() if thread in before), default=0.0)


def measure(root: int) -> Usage:
    """Usage of a process and all its descendants; nothing of those that are gone."""
    processes, cpu, resident, bound = [], 0, 0, 0
    waits: dict[int, float] = {}
    waiting = [root]
    while waiting:
        process = waiting.pop()
        try:
            fields = _read(f"/proc/{process}/stat").rpartition(b")")[2].split()
            threads = os.listdir(f"/proc/{process}/task")
            pages = [int(pages) for pages in _read(f"{memory_folder(process)}/statm").split()]
        except OSError:
            continue
        for thread in threads:
            folder = f"/proc/{process}/task/{thread}"
            waiting += map(int, _words(f"{folder}/children"))
            waits |= {int(thread): int(wait) * 1e-9 for wait in _words(f"{folder}/schedstat")[1:2]}
        processes.append(process)
        cpu += sum(int(fields[i]) for i in (_USER, _SYSTEM, _CHILDREN_USER, _CHILDREN_SYSTEM))
        resident += pages[_RESIDENT]
        bound += pages[_RESIDENT] + pages[_SIZE] - pages[_DATA]
    return Usage(tuple(processes), cpu * _TICK, resident * _PAGE, bound * _PAGE, waits)


def _words(path: str) -> list[bytes]:
    try:
        return _read(path).split()
    except OSError:
        return []


def _read(path: str) -> bytes:
    # Two dozen of these files are read after each answer; file objects would take most of that time.
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, _MOST_BYTES)
    finally:
        os.close(file)


def resident_bytes(process: int) -> int:
    """What one process has resident, shared pages included; 0 if it is gone."""
    words = _words(f"{memory_folder(process)}/statm")
    return int(words[_RESIDENT]) * _PAGE if words else 0


def memory_folder(process: int) -> str:
    """The folder in /proc with the memory of a process: once its first thread has ended, that of another one."""
    folder = f"/proc/{process}"
    if _words(f"{folder}/statm")[:1] == [b"0"]:
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"{folder}/task"):
                if _words(f"{folder}/task/{thread}/statm")[:1] != [b"0"]:
                    return f"{folder}/task/{thread}"
    return folder
