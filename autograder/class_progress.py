"""How a class's grading goes on: a live line on a terminal, lines now and then in a file."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text

from autograder.grading.class_folder import FinishedSubmission
from autograder.terminal import finished_line

_SECONDS_BETWEEN_LINES = 30.0


class Watch:
    """Counts what is begun and done; subclasses show it.

    What earlier runs found, and what cannot be read, is done in no time and does not tell how long the rest takes.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic):
        self.total = total
        self._clock = clock
        self._began = clock()
        self._lock = threading.Lock()
        self._running: set[str] = set()
        self._graded = self._settled = self._failed = self._kept = 0

    def started(self, student: str) -> None:
        """Grading of a submission begins; may be called in any thread."""
        with self._lock:
            self._running.add(student)

    def finished(self, item: FinishedSubmission) -> None:
        """A submission is graded, or there was nothing to grade: its earlier result is kept, or it cannot be read."""
        with self._lock:
            was_running = item.student in self._running
            self._running.discard(item.student)
        self._graded += was_running
        self._settled += not was_running
        self._kept += item.kept
        self._failed += not item.is_complete

    @property
    def done(self) -> int:
        return self._settled + self._graded

    def summary(self) -> str:
        """Counts, rate and time left, such as ``2 running, 1 failed, 12 per minute, about 23 min left``."""
        parts = [f"{len(self._running)} running"]
        parts += [f"{self._kept} kept"] if self._kept else []
        parts += [f"{self._failed} failed"] if self._failed else []
        if self._graded:
            rate = self._graded / max(self._clock() - self._began, 1e-9)
            parts += [f"{_rate(60 * rate)} per minute", f"about {_duration((self.total - self.done) / rate)} left"]
        return ", ".join(parts)


class _Lines(Watch):
    """A line per submission, and the counts twice a minute."""

    def __init__(self, console: Console, total: int):
        super().__init__(total)
        self._console = console
        self._told = self._began

    def finished(self, item: FinishedSubmission) -> None:
        super().finished(item)
        self._console.print(Text(f"[{self.done}/{self.total}] ").append_text(finished_line(item)), soft_wrap=True)
        if self._clock() - self._told >= _SECONDS_BETWEEN_LINES and self.done < self.total:
            self._told = self._clock()
            self._console.print(Text(f"{self.done} of {self.total} done, {self.summary()}"), soft_wrap=True)


class _Bar(Watch):
    """A bar; above it, submissions about which there is something to say."""

    def __init__(self, bar: Progress, task: TaskID, total: int):
        super().__init__(total)
        self._bar, self._task = bar, task

    def started(self, student: str) -> None:
        super().started(student)
        self._bar.update(self._task, summary=self.summary())

    def finished(self, item: FinishedSubmission) -> None:
        super().finished(item)
        self._bar.update(self._task, completed=self.done, summary=self.summary())
        if item.notes and not item.kept:
            self._bar.console.print(finished_line(item))


@contextlib.contextmanager
def watching(console: Console, total: int) -> Iterator[Watch]:
    """Show how grading goes on until the context ends."""
    if not console.is_terminal:
        yield _Lines(console, total)
        return
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[summary]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        yield _Bar(bar, bar.add_task("grading", total=total, summary=""), total)


def _rate(per_minute: float) -> str:
    return f"{per_minute:.0f}" if per_minute >= 10 else f"{per_minute:.1f}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
