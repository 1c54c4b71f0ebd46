"""One engine for all tests of the engine: starting it takes longer than most tests."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.engine import Cell, Engine, Limits, NoSafeSandbox, NotebookRun, QuestionEvaluator
from lecture08_utils.checking.codec import decode, encode

from ..conftest import without_sandbox
from .life import new_marker, nothing_left_of

LIMITS = Limits(
    cell_seconds=20.0,
    question_seconds=20.0,
    memory_bytes=512 * 2**20,
    scratch_bytes=32 * 2**20,
    output_bytes=2**20,
    answer_bytes=4 * 2**20,
    processes=24,
    replacements=3,
)
# For tests that wait for the end of a limit; nothing that must finish runs under these.
IMPATIENT = dataclasses.replace(LIMITS, cell_seconds=1.2, question_seconds=1.2, wall_factor=1.5)


@contextlib.contextmanager
def new_engine() -> Iterator[Engine]:
    """An engine with bubblewrap; where there is none, the test is skipped."""
    try:
        engine = Engine("bwrap", LIMITS)
    except NoSafeSandbox as problem:
        without_sandbox(problem)
    with engine:
        yield engine


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with new_engine() as engine:
        yield engine


@pytest.fixture(scope="session")
def impatient(engine: Engine) -> SimpleNamespace:
    return with_limits(engine, IMPATIENT)


def with_limits(engine: Engine, limits: Limits) -> SimpleNamespace:
    """The engine, for notebooks with other limits."""
    return SimpleNamespace(run=partial(engine.run, limits=limits))


@pytest.fixture
def marker() -> Iterator[str]:
    """For `life.child`; whatever has it is gone after the test."""
    marker = new_marker()
    with nothing_left_of(marker):
        yield marker


class Notebook:
    """A notebook under test.

    Args:
        sources: of its cells. A cell belongs to q1, q2, … by its place.
    """

    def __init__(self, engine: Engine | SimpleNamespace, *sources: str, arrays: str = "jax", seed: int = 1):
        cells = [Cell(place, source, f"q{place}") for place, source in enumerate(sources, start=1)]
        self.run: NotebookRun = engine.run(cells, arrays=arrays, seed=seed)

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.run.close()

    @property
    def verdicts(self) -> dict[int, str]:
        return {index: fault.verdict for index, fault in self.run.cell_faults.items()}

    def ask(self, question: str, expression: str, **data: Any) -> Any:
        """The value of an expression, or the reply if there is none."""
        with self.run.question(question) as evaluator:
            return ask(evaluator, expression, **data)


def ask(evaluator: QuestionEvaluator, expression: str, **data: Any) -> Any:
    evaluator.answer(encode({"op": "begin", "names": []}))
    request = {"op": "ask", "expression": expression, "data": data, "each": []}
    reply = decode(evaluator.answer(encode(request)))
    return reply["value"] if reply.get("ok") else reply
