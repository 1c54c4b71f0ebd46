"""A toy assignment of three questions, a maker of notebooks, and an engine that runs them in this process."""

from __future__ import annotations

import contextlib
import json
import linecache
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from autograder.engine.model import Cell, Fault, Limits, WorkerFault
from autograder.grading.submission import GradingTask
from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question
from lecture08_utils.checking.evaluate import Evaluation

ASSIGNMENT = Assignment(
    "toy_springs",
    "Springs",
    (
        Question("q1", "Force of a spring", defines=("force",)),
        Question("q2", "Energy of a spring", defines=("energy",)),
        Question("q3", "In words", manual_points=2),
    ),
    arrays="numpy",
)

public, hidden = CheckList("public"), CheckList("hidden")
SIGN = {"the sign of the force": lambda want: -want}


@public("q1", points=1, hint="Which way?")
def force_at_three_places(student, rng):
    """The force is −kx at three places."""
    student.expect(
        "force(x)",
        x=np.array([1.0, 2.0, 3.0]),
        want=[-2.0, -4.0, -6.0],
        wrong={"the sign of the force": [2.0, 4.0, 6.0]},
    )


@hidden("q1", points=2, hint="Which way?", misconceptions=SIGN)
def force_at_random_places(student, rng):
    """The force is −kx at random places."""
    x = rng.uniform(1, 2, 5)
    student.expect("force(x)", x=x, want=-2 * x)


@public("q2", points=1.1, hint="What does it cost to stretch?")
def energy_is_quadratic(student, rng):
    """The energy is x²."""
    student.expect("energy(x)", x=2.0, want=4.0)


@hidden("q2", points=2.2, hint="Is it even?")
def energy_is_even(student, rng):
    """The energy does not depend on the sign of x."""
    answer = student.ask("energy(-3.0)")
    student.require(abs(answer - 9.0) < 1e-9, "The energy is not even.")  # breaks on a text


CHECKED = CheckedAssignment(ASSIGNMENT, (*public.checks, *hidden.checks))
STUBS = {"q1": ["def force(x):\n    ..."], "q2": ["def energy(x):\n    ..."]}
TASK = GradingTask(CHECKED, STUBS)

RIGHT = {"q1": "def force(x):\n    return -2 * x", "q2": "def energy(x):\n    return x**2"}


def code(source: str, **metadata) -> dict:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def prose(source: str, **metadata) -> dict:
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def ours(question: str | None, role: str) -> dict:
    return {"lecture08": {"question": question, "role": role}}


def as_bytes(cells: Sequence[dict]) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}).encode()


def notebook(**answers: str) -> bytes:
    """A filled-in release; questions that are not named are answered rightly."""
    answers = RIGHT | answers
    cells = [code("import numpy as np", **ours(None, "prose"))]
    for question, source in answers.items():
        cells += [
            prose(f"## {question}. A question", **ours(question, "prose")),
            code(source, **ours(question, "stub")),
        ]
        cells.append(code(f'check("{question}")', **ours(question, "check")))
    return as_bytes([*cells, prose("Because.", **ours("q3", "manual"))])


class FakeEngine:
    """Runs cells with exec. `hangs` names expressions on which the worker dies; `broken` breaks the grader."""

    def __init__(self, hangs: Sequence[str] = (), broken: Callable[[Sequence[Cell]], bool] = lambda cells: False):
        self._hangs = hangs
        self._broken = broken

    @contextlib.contextmanager
    def run(
        self, cells: Sequence[Cell], *, arrays: str, seed: int, limits: Limits | None = None
    ) -> Iterator[FakeRun]:
        if self._broken(cells):
            raise ConnectionError("the fork server is gone")
        yield FakeRun(cells, self._hangs)


class FakeRun:
    def __init__(self, cells: Sequence[Cell], hangs: Sequence[str]):
        self.cell_faults: dict[int, Fault] = {}
        self.cell_seconds = {cell.index: 0.25 for cell in cells}
        self._hangs = hangs
        self._snapshots: dict[str | None, dict] = {}
        self._namespace: dict = {}
        for cell in cells:
            filename = f"<ipython-input-{hash(cell)}>"
            linecache.cache[filename] = (len(cell.source), None, cell.source.splitlines(True), filename)
            try:
                exec(compile(cell.source, filename, "exec"), self._namespace)
            except Exception as error:
                kind = type(error).__name__
                self.cell_faults[cell.index] = Fault("run_time_error", f"Your code raised {kind}.", str(error))
            self._snapshots[cell.question] = dict(self._namespace)

    @contextlib.contextmanager
    def question(self, question: str) -> Iterator[FakeEvaluator]:
        yield FakeEvaluator(self._snapshots.get(question, self._namespace), self._hangs)


class FakeEvaluator:
    seconds = 0.5

    def __init__(self, namespace: dict, hangs: Sequence[str]):
        self._evaluation = Evaluation(namespace, np.array)
        self._hangs = hangs

    def answer(self, message: bytes) -> bytes:
        if any(text.encode() in message for text in self._hangs):
            raise WorkerFault(
                Fault("time_limit_exceeded", "q took 120 s of 120 s.", "text of the student", was_at_work=True)
            )
        return self._evaluation.answer(message)

    def source_line(self, filename: str, line: int) -> str:
        return linecache.getline(filename, line) if filename.startswith("<ipython-input") else ""
