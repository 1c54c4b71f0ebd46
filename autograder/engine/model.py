"""What goes into the engine and what comes out, as data."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lecture08_utils.checking.messages import Verdict

Clock = Literal["cpu", "wall"]
Sandbox = Literal["bwrap", "uid", "none"]


@dataclass(frozen=True)
class Cell:
    """One code cell of a submission.

    Attributes:
        index: its place in the notebook, counting all cells.
        source: the code; IPython magics are allowed.
        question: the question that it belongs to; the names that exist after a question's last cell are what
            its checks see.
        released: code that is run as well if this cell fails; for cells that were given and changed.
        shows: the names that it makes, if showing something is all it does: then it is run only if another cell uses
            one of them. None: it is always run.
    """

    index: int
    source: str
    question: str | None = None
    released: str = ""
    shows: frozenset[str] | None = None


def lines_of(source: str) -> list[str]:
    """The lines of a source as Python counts them; `str.splitlines` ends some where texts go on."""
    return re.split(r"\r\n|\r|\n", source)


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    Attributes:
        clock: what all seconds here are: CPU seconds of all the worker's processes together, or wall seconds where a
            GPU computes, which no process's CPU time shows.
        cell_seconds: for each code cell.
        question_seconds: for all that the checks of one question ask.
        own_seconds: question → what takes the place of both for that question.
        notebook_seconds: for all cells together; replays count. Then the cells that are left are not run.
        total_seconds: for everything together: cells, replays and what all checks ask. Then nothing more is done.
        idle_seconds: by the clock in which no processor time was used and none was waited for, in all cells and
            questions together; for the clock ``cpu``. Then what waits longer than a moment ends, and after as much
            again nothing more is done.
        grader_seconds: CPU seconds that the grader itself may spend on the notebook: on its replies and on the
            checks' own computing; and, apart, on watching its worker, with a tenth of the time by the clock on top.
        wall_factor: wall time allowed per CPU second, so that sleeping ends too but a busy machine fails nobody; for
            the clock ``cpu``.
        scratch_bytes: of all files together.
        output_bytes: that one cell, or one question, may print.
        answer_bytes: of one answer.
        report_bytes: of what the worker says about a cell.
        processes: at a time.
        replacements: of workers that died in a cell; the cells behind one more are not run.
    """

    cell_seconds: float = 60.0
    question_seconds: float = 120.0
    notebook_seconds: float = 600.0
    total_seconds: float = 2400.0
    idle_seconds: float = 90.0
    # Five times what the most costly honest entry of the corpus uses; docs/engine.md has the figures.
    grader_seconds: float = 3.0
    wall_factor: float = 3.0
    memory_bytes: int = 3 * 2**30
    scratch_bytes: int = 256 * 2**20
    output_bytes: int = 4 * 2**20
    answer_bytes: int = 16 * 2**20
    report_bytes: int = 2**18
    processes: int = 64
    replacements: int = 10
    own_seconds: Mapping[str, float] = field(default_factory=dict)
    clock: Clock = "cpu"

    def allowed(self, seconds: float) -> tuple[float, float]:
        """What a limit of so many seconds means, as (CPU seconds, wall seconds)."""
        return (math.inf, seconds) if self.clock == "wall" else (seconds, seconds * self.wall_factor)

    def for_cell(self, question: str | None) -> float:
        """Seconds for a cell of that question; None: of a cell that belongs to none."""
        return self.cell_seconds if question is None else self.own_seconds.get(question, self.cell_seconds)

    def for_question(self, question: str) -> float:
        """Seconds for all that the question's checks ask."""
        return self.own_seconds.get(question, self.question_seconds)


@dataclass(frozen=True)
class Fault:
    """What went wrong in a cell, or with the worker while it was asked.

    Attributes:
        verdict: ``run_time_error``, ``time_limit_exceeded`` or ``memory_limit_exceeded``.
        message: a sentence from the grader's own knowledge, safe to show everywhere: a builtin exception's name,
            the figure and the limit, the line of the notebook.
        detail: text from student code (an exception's text); to be shown beside public checks only.
        was_at_work: it computed when its own time was over, and not before it began, or while it slept.
    """

    verdict: Verdict
    message: str
    detail: str = ""
    was_at_work: bool = False


class WorkerFault(Exception):
    """The worker died or ran over a limit while it was asked; ends the question."""

    def __init__(self, fault: Fault):
        super().__init__(fault.message)
        self.fault = fault


class EngineClosed(RuntimeError):
    """The engine was closed before, or while, something was asked of it."""

    def __init__(self) -> None:
        super().__init__("the engine is closed")


class NoGpu(RuntimeError):
    """There is no GPU that student code could use; the message says what is missing."""


class NoSafeSandbox(RuntimeError):
    """No sandbox works on this machine; the message says what to install."""
