"""What a submission has cost so far: its cells, replays and questions together, and the grader's own work for it."""

from __future__ import annotations

import threading
import time

from . import faults
from .model import Fault, Limits

# Watching a worker takes 1 or 2 % of the time that it runs, more where it has many threads.
_WATCHING = 0.1


class Account:
    """The account of one submission.

    The grader's own work is the processor time of the thread that runs the submission: waiting for replies and
    reading them, and what checks compute between two questions.
    """

    def __init__(self, limits: Limits):
        self._limits = limits
        self._cpu = self._wall = 0.0
        self._own = 0.0
        self._thread = threading.get_ident()
        self._since = time.thread_time()

    def add(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Count what one exchange with a worker took."""
        self._cpu += cpu_seconds
        self._wall += wall_seconds

    def overrun(self, wall_seconds: float = 0.0) -> Fault | None:
        """Why nothing more may be done for the submission, if that is so.

        Args:
            wall_seconds: of the exchange that is going on.
        """
        limits = self._limits
        wall = self._wall + wall_seconds
        if self._own_seconds() > limits.grader_seconds + _WATCHING * wall:
            return faults.grader_overrun(limits.grader_seconds)
        cpu_allowed, wall_allowed = limits.allowed(limits.total_seconds)
        if self._cpu > cpu_allowed or wall > wall_allowed:
            return faults.total_overrun(limits.total_seconds)
        return None

    def _own_seconds(self) -> float:
        thread, now = threading.get_ident(), time.thread_time()
        if thread == self._thread:
            self._own += now - self._since
        self._thread, self._since = thread, now
        return self._own
