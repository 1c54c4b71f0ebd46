"""One submission to one `Result`: run its cells, then ask the checks' questions, and write down every verdict."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.engine.model import Cell, Fault, Limits, WorkerFault
from lecture08_utils.checking import (
    Check,
    CheckedAssignment,
    Evaluator,
    Failure,
    Outcome,
    Question,
    check_seed,
    run_check,
)

from .carry import carried_forward, second_looks, with_reference
from .matching import MatchedCell, bound_names, match_cells
from .notebook import UnreadableNotebook, read_notebook
from .results import CheckResult, QuestionResult, Result, rounded

if TYPE_CHECKING:
    from autograder.engine import Engine, NotebookRun

_ODD_ANSWER = "The answer is of a kind that the check cannot judge."


@dataclass
class _Asked:
    """A question that is being asked about.

    Attributes:
        fault: what ended it.
    """

    evaluator: Any
    outcomes: list[Outcome] = field(default_factory=list)
    fault: Fault | None = None


class GraderFailed(Exception):
    """The grader itself failed: no fault of the submission, which has no result."""


@dataclass(frozen=True)
class GradingTask:
    """What is the same for every submission of a run.

    Attributes:
        checked: the assignment with its public and hidden checks.
        stubs: question → the sources of its stub cells as released.
        solutions: question → the reference's sources of those cells, for errors carried forward.
        seed: ``--seed``; the checks' random inputs depend on it.
        limits: those that the engine was started with.
    """

    checked: CheckedAssignment
    stubs: Mapping[str, Sequence[str]]
    solutions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seed: int = 0
    limits: Limits = field(default_factory=Limits)

    @property
    def max_score(self) -> float:
        return rounded(sum(self.checked.points(question.id) for question in self.checked.assignment.questions))


@dataclass(frozen=True)
class Graded:
    """A result, and lines for the TA about anything odd on the way."""

    result: Result
    diagnostics: tuple[str, ...] = ()


def grade_submission(engine: Engine, task: GradingTask, student: str, content: bytes) -> Graded:
    """Grade one notebook.

    Args:
        content: the bytes of the file.

    Raises:
        GraderFailed: something broke that is no fault of the submission.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        cells = match_cells(read_notebook(content), task.checked.assignment)
    except UnreadableNotebook as problem:
        return Graded(unreadable(task, student, str(problem), sha256))
    try:
        return _graded(engine, task, student, sha256, cells)
    except GraderFailed:
        raise
    except Exception as error:
        raise GraderFailed(_origin(error)) from error


def _graded(engine: Engine, task: GradingTask, student: str, sha256: str, cells: Sequence[MatchedCell]) -> Graded:
    assignment = task.checked.assignment
    first = _Grading(task, sha256, cells)
    questions = first.judge(engine, assignment.questions)
    second: dict[str, QuestionResult] = {}
    for look in second_looks(assignment, questions):
        changed = with_reference(cells, look, assignment, task.solutions, first.lost_cells)
        again = _Grading(task, sha256, changed).judge(engine, look.questions)
        second |= {question.id: question for question in again}
    questions = tuple(carried_forward(questions, second, assignment.carried_credit))
    result = Result(
        assignment=assignment.name,
        student=student,
        sha256=sha256,
        seed=task.seed,
        status="needs_grading" if any(question.needs_grading for question in questions) else "graded",
        error=None,
        score=rounded(sum(question.score or 0.0 for question in questions)),
        max_score=task.max_score,
        seconds=round(first.other_seconds + sum(question.seconds for question in questions), 3),
        questions=questions,
    )
    return Graded(result, tuple(first.diagnostics))


def unreadable(task: GradingTask, student: str, error: str, sha256: str | None = None) -> Result:
    """The result of a submission that cannot be read."""
    name = task.checked.assignment.name
    return Result(name, student, sha256, task.seed, "unreadable", error, 0.0, task.max_score, 0.0, ())


class _Grading:
    """One run of a submission's cells, judged.

    Attributes:
        diagnostics: lines for the TA.
        lost_cells: indices of cells that broke their worker or ran over a limit.
        other_seconds: CPU seconds of cells that belong to no question.
    """

    def __init__(self, task: GradingTask, sha256: str, cells: Sequence[MatchedCell]):
        self.diagnostics: list[str] = []
        self.lost_cells: frozenset[int] = frozenset()
        self.other_seconds = 0.0
        self._task = task
        self._sha256 = sha256
        self._cells = cells

    def judge(self, engine: Engine, questions: Sequence[Question]) -> tuple[QuestionResult, ...]:
        """Run the cells and judge those questions."""
        assignment = self._task.checked.assignment
        if not any(cell.is_stub for cell in self._cells):
            self.diagnostics.append(f"no cell answers a question of {assignment.name}; is it another notebook?")
        cells = [Cell(cell.index, cell.source, cell.question) for cell in self._cells]
        seed = check_seed(str(self._task.seed), self._sha256, "cells") % 2**32
        with engine.run(cells, arrays=assignment.arrays, seed=seed) as run:
            asked = self._ask_all(run, questions)
            results = tuple(self._question(run, question, asked) for question in questions)
            others = [cell.index for cell in self._cells if not cell.question]
            self.other_seconds = sum(run.cell_seconds.get(index, 0.0) for index in others)
            self.lost_cells = run.left_out
        return results

    def _ask_all(self, run: NotebookRun, questions: Sequence[Question]) -> Mapping[str, _Asked]:
        """Ask about each question that is not settled by its cells.

        The public checks of all questions come first: their messages quote student code, which must not have seen
        what hidden checks ask.
        """
        asked: dict[str, _Asked] = {}
        with ExitStack() as stack:
            for question in questions:
                if not question.is_manual and not self._known_failure(run, question):
                    asked[question.id] = _Asked(stack.enter_context(run.question(question.id)))
            for visibility in ("public", "hidden"):
                for name, item in asked.items():
                    self._ask(self._task.checked.of_question(name, visibility), item)
        return asked

    def _question(self, run: NotebookRun, question: Question, asked: Mapping[str, _Asked]) -> QuestionResult:
        outcomes: list[Outcome] = []
        own = [cell for cell in self._cells if cell.question == question.id]
        seconds = sum((run.cell_seconds.get(cell.index, 0.0) for cell in own), 0.0)
        if question.id in asked:
            outcomes = asked[question.id].outcomes
            seconds += asked[question.id].evaluator.seconds
        elif not question.is_manual:
            known = self._known_failure(run, question)
            checks = self._task.checked.of_question(question.id)
            outcomes = [Outcome(check, known(check)) for check in checks] if known else []
        return QuestionResult(
            id=question.id,
            score=None if question.is_manual else rounded(sum(outcome.score for outcome in outcomes)),
            max_score=rounded(self._task.checked.points(question.id)),
            needs_grading=question.is_manual,
            carried_forward=False,
            seconds=round(seconds, 3),
            limit_seconds=self._task.limits.for_question(question.id),
            checks=tuple(_check_result(outcome) for outcome in outcomes),
        )

    def _known_failure(self, run: NotebookRun, question: Question) -> Callable[[Check], Failure] | None:
        """Check → failure where the question's cells say it all; None if the checks must ask."""
        stubs = [cell for cell in self._cells if cell.is_stub and cell.question == question.id]
        if self._is_untouched(question, stubs):
            sentence = f"The stub of {question.id} is as it was released; it is still to be filled in."
            return lambda check: Failure("not_attempted", sentence, sentence)
        for cell in stubs:
            fault = run.cell_faults.get(cell.index)
            if fault:
                return lambda check: _failure(fault, check)
        return None

    def _is_untouched(self, question: Question, stubs: Sequence[MatchedCell]) -> bool:
        released = self._task.stubs.get(question.id, ())
        if not stubs or [_normal(cell.source) for cell in stubs] != [_normal(source) for source in released]:
            return False
        # Some write their answer into a cell of their own below the stub.
        own = [cell for cell in self._cells if cell.question == question.id and not cell.is_stub]
        return not any(bound_names(cell.source) & set(question.defines) for cell in own)

    def _ask(self, checks: Sequence[Check], asked: _Asked) -> None:
        for check in checks:
            if asked.fault is None:
                try:
                    asked.outcomes.append(self._run_check(check, asked.evaluator))
                    continue
                except WorkerFault as death:
                    asked.fault = death.fault
            asked.outcomes.append(Outcome(check, _failure(asked.fault, check)))

    def _run_check(self, check: Check, evaluator: Evaluator) -> Outcome:
        seed = check_seed(str(self._task.seed), self._sha256, check.id)
        outcome, broken = guarded_check(self._task.checked, check, evaluator, seed)
        if broken:
            self.diagnostics.append(broken)
        return outcome


def guarded_check(
    checked: CheckedAssignment, check: Check, evaluator: Evaluator, seed: int
) -> tuple[Outcome, str | None]:
    """Run a check that may itself break on an odd answer, which then counts as wrong.

    Returns:
        The outcome, and a line for the TA if the check broke.

    Raises:
        WorkerFault: the worker died or ran over a limit.
        GraderFailed: something broke that is no fault of the submission.
    """
    try:
        # Odd answers overflow; that is for the check to judge, not for the terminal.
        with np.errstate(all="ignore"):
            return run_check(checked, check, _GuardedEvaluator(evaluator), seed), None
    except (WorkerFault, GraderFailed):
        raise
    except Exception as error:
        broken = f"check {check.id} broke on this submission: {_origin(error)}"
        return Outcome(check, Failure("wrong_answer", _ODD_ANSWER, _ODD_ANSWER)), broken


class _GuardedEvaluator:
    """Tells a broken grader from a broken check: both raise inside the check's function."""

    def __init__(self, evaluator: Evaluator):
        self._evaluator = evaluator

    def answer(self, message: bytes) -> bytes:
        try:
            return self._evaluator.answer(message)
        except WorkerFault:
            raise
        except Exception as error:
            raise GraderFailed(_origin(error)) from error

    def source_line(self, filename: str, line: int) -> str:
        return self._evaluator.source_line(filename, line)


def _failure(fault: Fault, check: Check) -> Failure:
    problem = f"{fault.message}\n{fault.detail}" if fault.detail else fault.message
    return Failure(fault.verdict, problem, fault.message)


def _check_result(outcome: Outcome) -> CheckResult:
    check = outcome.check
    return CheckResult(
        id=check.id,
        visibility=check.visibility,
        score=rounded(outcome.score),
        max_score=rounded(check.points),
        verdict=outcome.verdict,
        misconception=outcome.misconception,
        message=outcome.message,
    )


def _normal(source: str) -> str:
    return " ".join(source.split())


def _origin(error: BaseException) -> str:
    """An exception and where it was raised, on one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}".replace("\n", " ")
