"""A live notebook: what `begin` sets up in its shell, so that checks know what was run and what was said before."""

from __future__ import annotations

import linecache
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any

from .cells import CellLog, CellRun, find_stale
from .excuses import Excuses
from .messages import Notice, Outcome
from .reach import reachable
from .registry import Assignment, Question
from .remembered import Memory

# Of IPython, of a kernel with a folder for the cells of each process, and of Python's own prompt.
_OF_CELL = re.compile(r"^<(ipython-input|stdin)|\bipykernel_\d+\b")


class Session:
    """What is known about one notebook while it runs.

    Args:
        shell: IPython's; None in a process without one, where nothing is watched and nothing remembered.

    Attributes:
        shown: check id → the outcome of it that was shown last.
    """

    def __init__(self, assignment: Assignment, shell: Any):
        self.assignment = assignment
        self.shell = shell
        self.log = CellLog({} if shell is None else shell.user_ns)
        self.memory = Memory(self.log)
        self.shown: dict[str, Outcome] = {}
        self._warned_in: CellRun | None = None
        self._excuses = Excuses(assignment, self.log.namespace)
        self._excused: BaseException | None = None
        if shell is not None:
            shell.events.register("pre_run_cell", self._before_cell)
            shell.events.register("post_run_cell", self._after_cell)
            shell.set_custom_exc((Exception,), self._on_exception)

    def close(self) -> None:
        """Watch the shell no longer; another session is about to."""
        if self.shell is not None:
            self.shell.events.unregister("pre_run_cell", self._before_cell)
            self.shell.events.unregister("post_run_cell", self._after_cell)

    def stale(self, question: Question, namespace: Mapping[str, Any]) -> tuple[str, ...]:
        """Sentences about names of a question, or names that they use, that are older than their cells."""
        return find_stale(self.log, reachable(namespace, question.defines))

    def misspelt(self, question: Question, namespace: Mapping[str, Any]) -> str:
        """A sentence about a function that may be one of the question's under a wrong name; "" if there is none."""
        pairs = [(name, self.log.alike(name)) for name in question.defines if name not in namespace]
        return " ".join(f"There is `{other}`: is `{name}` meant?" for name, other in pairs if other)

    def is_first_in_cell(self) -> bool:
        """Whether this is the first time that the cell which is running asks: warnings are shown once."""
        is_first, self._warned_in = self._warned_in is not self.log.running, self.log.running
        return is_first

    def _before_cell(self, info: Any) -> None:
        self._excused = None
        if not info.silent:
            self.log.begin(info.raw_cell or "", getattr(info, "cell_id", None))

    def _after_cell(self, result: Any) -> None:
        self.log.end(result.error_before_exec or result.error_in_exec)
        # A cell that waits for an answer must not keep "Run All" from the checks behind it.
        if self._excused is not None and result.error_in_exec is self._excused:
            result.error_in_exec = None
        self._excused = None

    def _on_exception(
        self, shell: Any, kind: type, error: Any, trace: Any, tb_offset: int | None = None
    ) -> list[str]:
        run = self.log.running
        sentence = self._excuses.explain(run.source, error) if run else ""
        if not sentence:
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)
            return []
        self._excused = error
        show(Notice(sentence))
        return [sentence]


class Sentence(Exception):
    """Ends a cell with a sentence in place of a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Stopped(KeyboardInterrupt):
    """A check that was interrupted: what is shown is where the student's own code was, and none of ours."""

    def __init__(self, title: str, interrupt: BaseException):
        super().__init__(f"The check of {title} was stopped.")
        self._frames = [item for item in traceback.extract_tb(interrupt.__traceback__) if is_cell(item.filename)]

    def _render_traceback_(self) -> list[str]:
        if not self._frames:
            return [str(self)]
        places = [
            f"    line {item.lineno}, in {item.name}:    {(item.line or '').strip()}" for item in self._frames[-8:]
        ]
        return [f"{self} Your code was here:", *places]


def is_cell(filename: str) -> bool:
    """Whether a file name of a traceback is that of a cell."""
    return _OF_CELL.search(filename) is not None


def line_of_cell(filename: str, line: int) -> str:
    """A line of a cell; "" for any other file."""
    return linecache.getline(filename, line) if is_cell(filename) else ""


def running_shell() -> Any:
    """IPython's shell, if this is one; it is never started, since importing it takes seconds."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def show(report: Any) -> None:
    """Display something below the cell."""
    from IPython.display import display  # an otter or pytest process need not have it loaded

    display(report)
