"""Where the grader's own seconds go: exclusive times of the parts of grading, measured from outside them."""

from __future__ import annotations

import functools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from meter import LEDGER, StudentSeconds

from autograder.engine.engine import Engine
from autograder.engine.notebook_run import NotebookRun, QuestionEvaluator
from autograder.engine.worker_handle import WorkerHandle
from autograder.grading import submission
from lecture08_utils.checking.codec import decode, encode

START = "fork and namespaces of the worker"
CELLS = "cells: IPython, compiling, the way there and back"
NAMES = "keeping and restoring names"
QUESTIONS = "questions: the way there and back, encoding the answers"
CHECKS = "checks and oracles in the grader"
END = "end of the worker"
REST = "reading the notebook, writing the result"
METER = "the meter itself"
STAGES = (REST, START, CELLS, NAMES, QUESTIONS, CHECKS, END)

_OPERATIONS = {"cell": CELLS, "keep": NAMES, "restore": NAMES, "question": NAMES}


class Stages:
    """Seconds per stage; time in a stage inside another one counts for the inner one only."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.student = StudentSeconds(0.0, 0.0)
        self._running: list[str] = []
        self._since = 0.0

    def turn(self, stage: str | None) -> None:
        """Enter a stage, or leave the innermost one."""
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now
        if stage is None:
            self._running.pop()
        else:
            self._running.append(stage)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.turn(name)
        try:
            yield
        finally:
            self.turn(None)

    def wrapped(self, function: Callable, stage_of: Callable[..., str]) -> Callable:
        """`function`, whose time counts for the stage that its arguments tell."""

        @functools.wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            with self.stage(stage_of(*arguments)):
                return function(*arguments, **options)

        return timed

    @property
    def whole(self) -> float:
        """Seconds of everything but the meter."""
        return sum(self.seconds.values()) - self.seconds[METER]

    def overhead(self) -> dict[str, float]:
        """Seconds per stage without the student's own code and without the meter."""
        own = {CELLS: self.student.cells, QUESTIONS: self.student.calls}
        return {stage: self.seconds[stage] - own.get(stage, 0.0) for stage in STAGES}


@contextmanager
def watched() -> Iterator[Stages]:
    """Measure one grading of one metered notebook in this thread."""
    stages = Stages()
    with ExitStack() as stack:

        def watch(owner: Any, name: str, stage_of: Callable[..., str]) -> None:
            stack.enter_context(patch.object(owner, name, stages.wrapped(getattr(owner, name), stage_of)))

        watch(Engine, "_start_worker", lambda *_: START)
        watch(WorkerHandle, "exchange", _stage_of_exchange)
        watch(WorkerHandle, "close", lambda *_: END)
        watch(submission, "guarded_check", lambda *_: CHECKS)
        close = NotebookRun.close

        def read_meter_and_close(run: NotebookRun) -> None:
            with stages.stage(METER):
                stages.student = _ask_meter(run, stages.student)
            close(run)

        stack.enter_context(patch.object(NotebookRun, "close", read_meter_and_close))
        with stages.stage(REST):
            yield stages


def _stage_of_exchange(_: WorkerHandle, message: bytes, *__: Any) -> str:
    return _OPERATIONS.get(decode(message)["op"], QUESTIONS)


def _ask_meter(run: NotebookRun, before: StudentSeconds) -> StudentSeconds:
    with run.question("q1") as evaluator:
        found = _ask(evaluator)
    return StudentSeconds(before.cells + found["cells"], before.calls + found["calls"])


def _ask(evaluator: QuestionEvaluator) -> dict[str, float]:
    evaluator.answer(encode({"op": "begin", "names": []}))
    # Among the builtins of the process: a question has its own.
    ledger = f"__import__('builtins').{LEDGER}"
    reply = decode(evaluator.answer(encode({"op": "ask", "expression": ledger, "data": {}, "each": []})))
    return reply["value"]
