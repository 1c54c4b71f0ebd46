"""One notebook in its worker: run all cells, then ask; replace a worker that dies and replay what survived."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from lecture08_utils.checking.codec import encode
from lecture08_utils.checking.text import plain_text
from lecture08_utils.notebooks.matching import last_cell_of, last_cells

from . import faults
from .account import Account
from .forkserver import ForkServerError, MemoryShort, SandboxLost
from .model import Cell, Fault, Limits, WorkerFault, lines_of
from .replies import decode_reply, failure_in
from .unneeded_cells import UnneededCells
from .worker_handle import Allowance, Worker

_CELL_FILE = re.compile(r"<cell (\d{1,9})>")
_BEFORE_ALL = -1
_MOST_LOSSES = 2
_SHOWN_LINE = 300
_KEEP = Allowance(cpu_seconds=10.0, wall_seconds=30.0, reply_bytes=2**10)


class _Incomplete(Exception):
    """A name is missing that a cell would have made which was not run."""


class NotebookRun:
    """A notebook whose cells have run, ready to be asked.

    Args:
        cells: code cells in the order of the notebook.
        start: makes a new worker.

    Attributes:
        cell_faults: by index of the cell: what it raised, or how it lost its worker.
        cell_seconds: by index of the cell: seconds by the limits' clock; of several runs the longest.
        unneeded: the cells that nothing needs, which are not run.

    Raises:
        ForkServerError: no worker can be made.
    """

    def __init__(self, cells: Sequence[Cell], limits: Limits, start: Callable[[], Worker]):
        self.cell_faults: dict[int, Fault] = {}
        self.cell_seconds: dict[int, float] = {}
        self._cells = tuple(cells)
        self._sources = {cell.index: cell.source for cell in cells}
        self._lines: dict[int, list[str]] = {}
        self._ends = last_cells([(cell.index, cell.question) for cell in cells])
        self._limits = limits
        self._start = start
        self._cut_down: set[int] = set()
        self._left_out: set[int] = set()
        self.unneeded = UnneededCells(cells)
        self._losses = 0
        self._cells_waited = 0.0
        self._account = Account(limits)
        self._worker: Worker | None = None
        self._asker: QuestionEvaluator | None = None
        self.ready_worker()

    def __enter__(self) -> NotebookRun:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    @contextmanager
    def question(self, question: str) -> Iterator[QuestionEvaluator]:
        """An evaluator that sees the names as they were after that question's last cell.

        A question without cells sees what the last question before it left, in the order of their numbers;
        without one, what the cells in front of all questions left. Evaluators of several questions may take turns
        from one check to the next.
        """
        yield QuestionEvaluator(self, question, last_cell_of(question, self._ends), self._limits)

    def turn_to(self, asker: QuestionEvaluator) -> bool:
        """Whether another question has been asked meanwhile, so that the names are not this one's."""
        changed = self._asker is not asker
        self._asker = asker
        return changed

    def source_line(self, filename: str, line: int) -> str:
        """The line of the notebook where that frame stands, for a message, or "" if the frame is elsewhere."""
        match = _CELL_FILE.fullmatch(filename)
        lines = self._lines_of(int(match[1])) if match else []
        return plain_text(lines[line - 1], _SHOWN_LINE) if 0 < line <= len(lines) else ""

    def overrun(self) -> Fault | None:
        """Why nothing more may be asked of this notebook, if that is so."""
        return self._account.overrun()

    def exchange(self, worker: Worker, message: bytes, allowance: Allowance) -> bytes:
        """Send one request and wait for its reply, on the account of this notebook.

        Raises:
            WorkerFault, SandboxLost: see `WorkerHandle.exchange`.
        """
        self._account.rest()
        cpu, wall = worker.cpu_seconds, worker.wall_seconds
        try:
            return worker.exchange(message, replace(allowance, account=self._account))
        finally:
            self._account.add(worker.cpu_seconds - cpu, worker.wall_seconds - wall)

    def ready_worker(self) -> Worker:
        """The worker; a new one, which has replayed the cells that survive, if there is none."""
        while self._worker is None:
            worker = self._start()
            try:
                survived = self._look_ahead(worker) and self._replay(worker)
            except BaseException:
                worker.close()
                raise
            if survived:
                self._worker = worker
            else:
                worker.close()
        return self._worker

    def lose_worker(self) -> None:
        """Forget a worker that broke, so that another one is made when it is needed."""
        self._worker = None

    def may_try_again(self, loss: SandboxLost) -> bool:
        """Count a death of the whole sandbox, or by an unknown hand; False once that is too often to be chance.

        Raises:
            ForkServerError: the machine has too little memory, which is no fault of the notebook's.
        """
        self.lose_worker()
        self._losses += 1
        if self._losses <= _MOST_LOSSES:
            return True
        if isinstance(loss, MemoryShort):
            raise ForkServerError(
                f"the machine ran out of memory {self._losses} times while this notebook was in it, though it used "
                "less than it may; grade it again with fewer jobs, or on a machine with more memory"
            )
        return False

    def _lines_of(self, cell: int) -> list[str]:
        if cell not in self._lines:
            self._lines[cell] = _as_ipython_numbers_it(self._sources.get(cell, ""))
        return self._lines[cell]

    def _look_ahead(self, worker: Worker) -> bool:
        """Find out, once, which cells nothing needs; False if that cost the worker."""
        try:
            self.unneeded.find(lambda message, allowance: self.exchange(worker, message, allowance))
        except WorkerFault:
            return False
        except SandboxLost as loss:
            self.may_try_again(loss)
            return False
        return True

    def _replay(self, worker: Worker) -> bool:
        running = None
        kept = set(self._ends.values())
        try:
            if _BEFORE_ALL in kept:
                self._keep(worker, _BEFORE_ALL)
            for cell in self._cells:
                if cell.index not in self._left_out and cell.index not in self.unneeded.indices:
                    running = cell
                    self._run_cell(worker, cell)
                if cell.index in kept:
                    self._keep(worker, cell.index)
        except WorkerFault as problem:
            self._leave_out(running, problem.fault)
        except SandboxLost as loss:
            if not self.may_try_again(loss):
                self._leave_out(running, loss.fault)
        except _Incomplete:
            pass
        else:
            return True
        return False

    def _run_cell(self, worker: Worker, cell: Cell) -> None:
        if overrun := self.overrun():
            self._leave_out_behind(cell.index - 1, overrun)
            return
        limits = self._limits
        before, waited = worker.seconds(limits.clock), worker.wall_seconds
        request = {"op": "cell", "cell": cell.index, "source": cell.source, "released": cell.released}
        request["stopped"] = cell.index in self._cut_down
        allowance = Allowance(*limits.allowed(limits.for_cell(cell.question)), reply_bytes=limits.report_bytes)
        try:
            message = self.exchange(worker, encode(request), allowance)
        finally:
            seconds = worker.seconds(limits.clock) - before
            # A cell that was stopped makes only its definitions when it is run again.
            self.cell_seconds[cell.index] = max(seconds, self.cell_seconds.get(cell.index, 0.0))
            self._cells_waited += worker.wall_seconds - waited
        _, allowed = limits.allowed(limits.notebook_seconds)
        if self._cells_waited > allowed:
            self._leave_out_behind(cell.index, faults.notebook_overrun(allowed))
        reply = decode_reply(message)
        if reply is None:
            raise WorkerFault(faults.damaged_answer())
        if reply.get("ok") is not True:
            if self.unneeded.are_missed(reply):
                raise _Incomplete
            fault = faults.raised(reply, limits, self.source_line)
            if fault.verdict == "memory_limit_exceeded":
                # IPython keeps the traceback and with it the memory, which later cells would then lack.
                raise WorkerFault(fault)
            # What stopped it at first is the cause of what its definitions raise.
            self.cell_faults.setdefault(cell.index, fault)

    def _keep(self, worker: Worker, state: int) -> None:
        # Not on the account of the notebook, which may be used up: its names can be kept all the same.
        worker.exchange(encode({"op": "keep", "state": state}), _KEEP)

    def _leave_out(self, cell: Cell | None, fault: Fault) -> None:
        if cell is None:
            raise ForkServerError(f"a worker failed before it ran any cell: {fault.message}")
        self.cell_faults.setdefault(cell.index, fault)
        # Its definitions may be the answer, and what it did with them no more than an experiment.
        stopped_again = cell.index in self._cut_down
        (self._left_out if stopped_again else self._cut_down).add(cell.index)
        stopped = len(self._left_out) + len(self._cut_down)
        if stopped > self._limits.replacements:
            self._leave_out_behind(cell.index, faults.too_many_stopped(stopped))

    def _leave_out_behind(self, index: int, fault: Fault) -> None:
        behind = {cell.index for cell in self._cells if cell.index > index} - self._left_out
        self.cell_faults |= dict.fromkeys(behind, fault)
        self._left_out |= behind


class QuestionEvaluator:
    """Carries one question's requests to the worker; an `Evaluator` of `lecture08_utils.checking.student`."""

    def __init__(self, run: NotebookRun, question: str, state: int, limits: Limits):
        self._run = run
        self._limits = limits
        self._allowed = limits.allowed(limits.for_question(question))
        self._computed = self._waited = 0.0
        self._worker: Worker | None = None
        restore, begin = {"op": "restore", "state": state}, {"op": "question", "question": question}
        self._opening = [encode(restore), encode(begin)]
        self._asked: list[bytes] = []
        self._fault: Fault | None = None

    @property
    def seconds(self) -> float:
        """What the question has used, by the limits' clock."""
        return self._waited if self._limits.clock == "wall" else self._computed

    def source_line(self, filename: str, line: int) -> str:
        """See `NotebookRun.source_line`."""
        return self._run.source_line(filename, line)

    def answer(self, message: bytes) -> bytes:
        """One encoded request in, one encoded reply out.

        Raises:
            WorkerFault: the worker died, ran over a limit or was refused memory, or the notebook as a whole has used
                up what it may. After a death, every further call raises the same.
        """
        self._fault = self._fault or self._run.overrun()
        if self._fault is not None:
            raise WorkerFault(self._fault)
        if self._run.turn_to(self):
            self._worker, self._asked = None, list(self._opening)
        self._asked.append(message)
        try:
            reply, failure = self._ask(message)
        except WorkerFault as problem:
            self._fault = problem.fault
            self._run.lose_worker()
            raise
        if fault := faults.limit_behind(failure, self._limits):
            raise WorkerFault(fault)
        return reply

    def _ask(self, message: bytes) -> tuple[bytes, dict[str, Any]]:
        """The reply, and what it says of an exception."""
        while True:
            try:
                if self._worker is None:
                    self._worker = self._run.ready_worker()
                    for earlier in self._asked[:-1]:
                        self._exchange(earlier)
                reply = self._exchange(message)
                failure = failure_in(reply)
                if not self._run.unneeded.are_missed(failure):
                    return reply, failure
                self._run.close()
            except SandboxLost as loss:
                if not self._run.may_try_again(loss):
                    raise WorkerFault(loss.fault) from None
            self._worker = None
            self._computed = self._waited = 0.0

    def _exchange(self, message: bytes) -> bytes:
        assert self._worker is not None
        allowance = Allowance(*self._allowed, self._computed, self._waited)
        cpu, wall = self._worker.cpu_seconds, self._worker.wall_seconds
        try:
            return self._run.exchange(self._worker, message, allowance)
        finally:
            self._computed += self._worker.cpu_seconds - cpu
            self._waited += self._worker.wall_seconds - wall


def _as_ipython_numbers_it(source: str) -> list[str]:
    # IPython counts lines from the first one that is not blank.
    lines = lines_of(source)
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]
