"""What a submission has cost so far: its cells, replays and questions together, and the grader's own work for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from . import faults
from .model import Fault, Limits

# Watching a worker takes 1 or 2 % of the time that it runs, more where it has many threads.
_WATCHING = 0.1
# A cell or question that waits no longer than this is let alone, however long others have waited before.
_SHORT_WAIT = 2.0
# Who has had more than this part of the grader's work, which is more than honest work needs, rests before each
# request for so many times as long as the last reply took, so that the threads of other submissions go first.
_UNHURRIED = 0.25
_REST = 4.0
_LONGEST_REST = 2.0


class Account:
    """The account of one submission.

    The grader's own work is the processor time of the thread that runs the submission: waiting for replies and
    reading them, and what checks compute between two questions. What watching takes is kept apart: it grows with the
    time by the clock, and with the number of processes.
    """

    def __init__(self, limits: Limits):
        self._limits = limits
        self._cpu = self._wall = self._idle = 0.0
        self._own = self._watching = self._rested_at = 0.0
        self._thread = threading.get_ident()
        self._since = time.thread_time()
        self._began = time.monotonic()

    def add(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Count what one exchange with a worker took."""
        self._cpu += cpu_seconds
        self._wall += wall_seconds
        self._idle += max(0.0, wall_seconds - cpu_seconds)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Around what the grader does only to see what the worker uses."""
        before = time.thread_time()
        try:
            yield
        finally:
            self._watching += time.thread_time() - before

    def rest(self) -> None:
        """Wait before a request, so that a submission with costly replies holds up no other one."""
        done = self._work_seconds()
        if done > _UNHURRIED * self._limits.grader_seconds:
            time.sleep(min(_REST * (done - self._rested_at), _LONGEST_REST))
        self._rested_at = done

    def overrun(self, cpu_seconds: float = 0.0, wall_seconds: float = 0.0) -> Fault | None:
        """Why nothing more may be done for the submission, or no more in the exchange that is going on; else None.

        Args:
            cpu_seconds, wall_seconds: of the exchange that is going on.
        """
        limits = self._limits
        if self._work_seconds() > limits.grader_seconds:
            return faults.grader_overrun(limits.grader_seconds)
        if self._watching > limits.grader_seconds + _WATCHING * (time.monotonic() - self._began):
            return faults.watching_overrun()
        cpu_allowed, wall_allowed = limits.allowed(limits.total_seconds)
        if self._cpu > cpu_allowed or self._wall + wall_seconds > wall_allowed:
            return faults.total_overrun(limits.total_seconds)
        return self._idle_overrun(max(0.0, wall_seconds - cpu_seconds)) if limits.clock == "cpu" else None

    def _idle_overrun(self, idle_now: float) -> Fault | None:
        allowed, idle = self._limits.idle_seconds, self._idle + idle_now
        # Two hangs cost two questions; only who waits everywhere is given up.
        if idle > 2 * allowed or (idle > allowed and idle_now > _SHORT_WAIT):
            return faults.idle_overrun(allowed)
        return None

    def _work_seconds(self) -> float:
        thread, now = threading.get_ident(), time.thread_time()
        if thread == self._thread:
            self._own += now - self._since
        self._thread, self._since = thread, now
        return self._own - self._watching
