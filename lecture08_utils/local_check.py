"""Run a notebook in this process as it is run when it is graded, and ask its public checks: `lecture08 check`."""

from __future__ import annotations

import contextlib
import linecache
import os
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .checking import CheckedAssignment, Question, Report, assignment_names, load
from .checking.notebook import LocalEvaluator, make_inert
from .checking.public_report import run_here
from .compilation_cache import keep_compiled_code
from .notebooks.matching import MatchedCell, assignment_named_in, last_cell_of, last_cells, match_cells
from .notebooks.reading import NotebookCell, UnreadableNotebook, read_notebook

if TYPE_CHECKING:
    from .notebooks.shell import NotebookShell

_SHOWN = 80


class NotCheckable(Exception):
    """A file that is no notebook of an assignment; the message says what to do."""


@dataclass(frozen=True)
class NotebookSummary:
    """One line per question.

    Attributes:
        failed: whether a check fails.
    """

    lines: tuple[str, ...]
    failed: bool

    def __str__(self) -> str:
        return "\n".join(self.lines)


def check_notebook(path: Path) -> Iterator[str | Report | NotebookSummary]:
    """Run all cells, then the public checks of every question.

    As when it is graded, the notebook runs by itself in an empty folder, nobody answers what it asks, and each
    question sees the names as they were behind its own cells.

    Yields:
        A line for each cell that raises, a report for each question, and a summary.

    Raises:
        NotCheckable: the file is no notebook, or does not say which assignment it is.
    """
    cells = _read(path)
    checked = load(_assignment(cells, path), hidden=False)
    matched = match_cells(cells, checked.assignment)
    keep_compiled_code()
    make_inert()
    with _alone():
        from .notebooks.shell import make_shell  # seconds to import, and not needed for --help

        shell = make_shell()
        states = {-1: shell.state()}
        for cell in matched:
            yield from _run(cell, shell)
            states[cell.index] = shell.state()
        reports = []
        ends = last_cells([(cell.index, cell.question) for cell in matched])
        for question in checked.assignment.questions:
            if not question.is_manual:
                shell.restore(states[last_cell_of(question.id, ends)], question.defines)
                with _silence():
                    reports.append(_report(checked, question, shell))
                yield reports[-1]
    yield _summary(checked, reports)


def end_what_runs_on(status: int) -> None:
    """End processes that the notebook has left behind; where it has left threads, this process as well.

    Python would wait for both before it ends.

    Args:
        status: of this process.
    """
    multiprocessing = sys.modules.get("multiprocessing")
    for child in multiprocessing.active_children() if multiprocessing else ():
        child.kill()
    if any(thread is not threading.main_thread() and not thread.daemon for thread in threading.enumerate()):
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


def _read(path: Path) -> tuple[NotebookCell, ...]:
    try:
        return read_notebook(path.read_bytes())
    except UnreadableNotebook as problem:
        raise NotCheckable(f"{path}: {problem}") from None


def _assignment(cells: Sequence[NotebookCell], path: Path) -> str:
    known = assignment_names()
    for name in [*assignment_named_in(cells), path.stem]:
        if name in known:
            return name
    raise NotCheckable(
        f'{path} does not say which assignment it is. Its first cell should call begin("…") with one of: '
        + ", ".join(known)
    )


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """An empty folder, and the end of the file for whoever reads input."""
    os.environ["MPLBACKEND"] = "Agg"  # plt.show() would open a window and wait for it
    here, terminal, keyboard = os.getcwd(), os.dup(0), sys.stdin
    with tempfile.TemporaryDirectory() as folder, open(os.devnull) as nothing:
        try:
            os.dup2(nothing.fileno(), 0)
            sys.stdin = nothing
            os.chdir(folder)
            sys.path.insert(0, "")  # where a cell may have written a module
            yield
        finally:
            with contextlib.suppress(ValueError):  # the notebook may have taken it away
                sys.path.remove("")
            os.chdir(here)
            sys.stdin = keyboard
            os.dup2(terminal, 0)
            os.close(terminal)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """What the notebook prints is thrown away, however much it is."""
    sys.stdout.flush()
    kept = [os.dup(1), os.dup(2)]
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        try:
            # Commands and libraries write where no Python looks.
            for descriptor in (1, 2):
                os.dup2(nothing.fileno(), descriptor)
            with contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
                yield
        finally:
            for descriptor, original in zip((1, 2), kept, strict=True):
                os.dup2(original, descriptor)
                os.close(original)


def _run(cell: MatchedCell, shell: NotebookShell) -> Iterator[str]:
    with _silence():
        error = shell.run(cell.index + 1, cell.source)
    if error is not None:
        # Jupyter shows no numbers of cells but those of the order in which they were run.
        first_line = next(filter(None, map(str.strip, cell.source.splitlines())), "")[:_SHOWN]
        went_on = "\n    The rest of the cell was run." if error is shell.passed_over else ""
        yield f"The cell that begins with `{first_line}` raised {type(error).__name__}: {error}{went_on}"


class _Evaluator(LocalEvaluator):
    """Knows cells by the names that the shell gives them."""

    def source_line(self, filename: str, line: int) -> str:
        return linecache.getline(filename, line) if filename.startswith("<cell ") else ""


def _report(checked: CheckedAssignment, question: Question, shell: NotebookShell) -> Report:
    # New for each question, since what its checks share is about its own names.
    evaluator = _Evaluator(shell.user_ns, checked.assignment)
    checks = checked.of_question(question.id, "public")
    return Report(f"{question.id}: {question.title}", tuple(run_here(checked, check, evaluator) for check in checks))


def _summary(checked: CheckedAssignment, reports: Sequence[Report]) -> NotebookSummary:
    lines = [f"Summary of {checked.assignment.name}, public checks only:"]
    left = list(reports)
    for question in checked.assignment.questions:
        if question.is_manual:
            lines.append(f"  {question.id:4} read by a person")
            continue
        outcomes = left.pop(0).outcomes
        passed = sum(outcome.failure is None for outcome in outcomes)
        lines.append(f"{'✓' if passed == len(outcomes) else '✗'} {question.id:4} {passed} of {len(outcomes)} pass")
    return NotebookSummary(tuple(lines), any(outcome.failure for report in reports for outcome in report.outcomes))
