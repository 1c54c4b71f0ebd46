"""What has been graded so far, on disk after every check, and the end that comes before Gradescope's own."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.grading.results import CheckResult, rounded
from lecture08_utils.checking import CheckedAssignment

from .report import empty_report, report, write_report
from .settings import Settings

ENDED = "The autograder ended before it was done, so some checks were not asked: ask your instructor about it."
TIME_IS_UP = (
    "The time that is allowed here was used up, so some checks were not asked. Look for a cell that runs for long; "
    "if there is none, ask your instructor about it."
)
# Writing takes a hundredth of it; a busy container may need more, and has to start and be read meanwhile.
_MARGIN_SECONDS = 45.0
_SHARE_OF_MARGIN = 0.1


class Progress:
    """Collects verdicts and keeps ``results.json`` as good as it can be at any moment.

    Once it is closed, with the results as they are to be, nothing changes them any more.

    Args:
        path: of ``results.json``.
    """

    def __init__(self, path: Path, checked: CheckedAssignment, settings: Settings):
        self._path = path
        self._checked = checked
        self._settings = settings
        self._verdicts: dict[str, CheckResult] = {}
        self._lock = threading.Lock()
        self._closed = False

    @property
    def score(self) -> float:
        """The points so far."""
        return rounded(sum(verdict.score for verdict in self._verdicts.values()))

    def hear(self, verdict: CheckResult) -> None:
        """Take down the verdict of one check."""
        with self._lock:
            self._verdicts[verdict.id] = verdict
            # A full disk costs what is on it meanwhile, not the grading.
            with contextlib.suppress(OSError):
                self._write(self._report([ENDED]))

    def close(self, *notes: str) -> bool:
        """Write the final results, with these sentences on top; False if that was done before."""
        with self._lock:
            return self._close(self._report(notes))

    def close_unread(self, problem: str) -> bool:
        """The same where there was nothing to grade, for this reason."""
        with self._lock:
            return self._close(empty_report(problem))

    def _close(self, results: Mapping[str, Any]) -> bool:
        was_closed = self._closed
        self._write(results)
        self._closed = True
        return not was_closed

    def _write(self, results: Mapping[str, Any]) -> None:
        if not self._closed:
            write_report(self._path, results)

    def _report(self, notes: Sequence[str]) -> dict[str, Any]:
        return report(self._checked, self._verdicts, self._settings, notes)


def usable_seconds(settings: Settings) -> float:
    """When grading ends, on Gradescope's clock."""
    seconds = 60.0 * settings.minutes
    return seconds - min(_MARGIN_SECONDS, _SHARE_OF_MARGIN * seconds)


def end_in_time(progress: Progress, started: float, seconds: float, leave: Callable[[], None]) -> None:
    """In a thread of its own: close the results and leave once the time is up.

    Args:
        started: `time.monotonic` when Gradescope's clock began.
        seconds: on that clock.
        leave: ends this process; the kernel then ends everything that student code has started.
    """

    def wait() -> None:
        time.sleep(max(0.0, started + seconds - time.monotonic()))
        if progress.close(TIME_IS_UP):
            leave()

    threading.Thread(target=wait, name="time", daemon=True).start()
