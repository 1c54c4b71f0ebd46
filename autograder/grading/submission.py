"""One submission to one `Result`: run its cells, then ask the checks' questions, and write down every verdict."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from autograder.engine.model import Fault, Limits, WorkerFault
from lecture08_utils.checking import (
    Assignment,
    Check,
    CheckedAssignment,
    Evaluator,
    Failure,
    Outcome,
    Question,
    check_seed,
)
from lecture08_utils.notebooks.matching import MatchedCell, match_cells
from lecture08_utils.notebooks.reading import UnreadableNotebook, read_notebook

from .builds_on import UNANSWERED, all_prerequisites, builds_on_failed
from .cell_notes import UnreadCell, needs_newer_python, notes_on_cells
from .guard import GraderFailed, guarded_check, origin
from .matching import cells_to_run, with_plain_spaces
from .results import CheckResult, QuestionResult, Result, rounded, status_of
from .slow_loops import advice_on_time

if TYPE_CHECKING:
    from autograder.engine import Engine, NotebookRun


# In all code cells together; an honest notebook has a twentieth of a million.
_MOST_CODE = 2_000_000
# What Python and `not_defined` say of a name that is not there.
_NOT_DEFINED = re.compile(r"name '(\w+)' is not defined|`(\w+)`(?= (?:and |is |are )[^\n]{0,200}not defined)")
_UNREAD = (
    "The grader's Python is too old for a cell of this notebook. That is not your fault: it will be graded again."
)


Heard = Callable[[CheckResult], None]


@dataclass
class _Asked:
    """A question that is being asked about.

    Attributes:
        fault: what ended it.
    """

    evaluator: Any
    outcomes: list[Outcome] = field(default_factory=list)
    fault: Fault | None = None


@dataclass(frozen=True)
class GradingTask:
    """What is the same for every submission of a run.

    Attributes:
        checked: the assignment with its public and hidden checks.
        stubs: question → the sources of its stub cells as released.
        given: sources of released cells that make names for the questions, see `cells_to_run`.
        showing: sources of released cells that only show something, and what they make, see there.
        seed: ``--seed``; the checks' random inputs depend on it.
        limits: what each submission may use, whatever the engine's own are.
    """

    checked: CheckedAssignment
    stubs: Mapping[str, Sequence[str]]
    given: Sequence[str] = ()
    showing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    seed: int = 0
    limits: Limits = field(default_factory=Limits)

    @property
    def max_score(self) -> float:
        return rounded(sum(self.checked.points(question.id) for question in self.checked.assignment.questions))


@dataclass(frozen=True)
class GradedSubmission:
    """A result, and lines for the TA about anything odd on the way."""

    result: Result
    diagnostics: tuple[str, ...] = ()


def grade_submission(
    engine: Engine, task: GradingTask, student: str, content: bytes, heard: Heard | None = None
) -> GradedSubmission:
    """Grade one notebook.

    Args:
        content: the bytes of the file.
        heard: is told of each check as soon as it is judged, for whoever may have to end before all of them are.

    Raises:
        GraderFailed: something broke that is no fault of the submission.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        notebook = read_notebook(content)
        _demand_readable([cell.source for cell in notebook if cell.is_code])
        cells = match_cells(notebook, task.checked.assignment)
        # With what a slip of the keyboard had made text of.
        _demand_readable([cell.source for cell in cells])
    except UnreadableNotebook as problem:
        return GradedSubmission(unreadable(task, student, str(problem), sha256))
    try:
        return _graded(engine, task, student, sha256, _Grading(task, sha256, content, cells, heard))
    except GraderFailed:
        raise
    except Exception as error:
        raise GraderFailed(origin(error)) from error


def _demand_readable(sources: Sequence[str]) -> None:
    """Refuse code that would take the grader longer to look through than to run."""
    size = sum(map(len, sources))
    if size > _MOST_CODE:
        raise UnreadableNotebook(
            f"The code cells hold {size / 1e6:.1f} million characters; {_MOST_CODE / 1e6:.0f} million are read: "
            "take out data and pictures that were pasted into code, and hand the notebook in again."
        )


def _graded(engine: Engine, task: GradingTask, student: str, sha256: str, grading: _Grading) -> GradedSubmission:
    assignment = task.checked.assignment
    questions = _marked(assignment, grading.judge(engine))
    score = rounded(sum(question.score or 0.0 for question in questions))
    result = Result(
        assignment=assignment.name,
        student=student,
        sha256=sha256,
        seed=task.seed,
        status=status_of(questions),
        error=None,
        score=score,
        automatic_score=score,
        max_score=task.max_score,
        seconds=round(grading.other_seconds + sum(question.seconds for question in questions), 3),
        questions=questions,
    )
    return GradedSubmission(result, tuple(grading.diagnostics))


def _marked(assignment: Assignment, questions: Sequence[QuestionResult]) -> tuple[QuestionResult, ...]:
    """The results, with the questions marked that lost points after those that they build on."""
    lost = {
        item.id
        for item in questions
        if item.score is not None and rounded(item.score + item.not_graded) < item.max_score
    }
    attempted = {item.id for item in questions if any(check.verdict not in UNANSWERED for check in item.checks)}
    marks = builds_on_failed(assignment, lost, attempted)
    return tuple(replace(item, builds_on_failed=marks.get(item.id, ())) for item in questions)


def unreadable(task: GradingTask, student: str, error: str, sha256: str | None = None) -> Result:
    """The result of a submission that cannot be read."""
    name = task.checked.assignment.name
    return Result(name, student, sha256, task.seed, "unreadable", error, 0.0, 0.0, task.max_score, 0.0, ())


class _Grading:
    """One run of a submission's cells, judged.

    Attributes:
        diagnostics: lines for the TA.
        other_seconds: CPU seconds of cells that belong to no question.
    """

    def __init__(
        self,
        task: GradingTask,
        sha256: str,
        content: bytes,
        cells: Sequence[MatchedCell],
        heard: Heard | None = None,
    ):
        self.diagnostics: list[str] = []
        self.other_seconds = 0.0
        self._task = task
        self._sha256 = sha256
        self._content = content
        self._cells = cells
        self._heard = heard
        self._unread: list[UnreadCell] = []

    def judge(self, engine: Engine) -> tuple[QuestionResult, ...]:
        """Run the cells and judge all questions."""
        assignment = self._task.checked.assignment
        questions, names = assignment.questions, assignment.defines
        if not any(cell.is_stub or cell.binds & names for cell in self._cells):
            self.diagnostics.append(f"no cell answers a question of {assignment.name}; is it another notebook?")
        cells = cells_to_run(self._cells, self._task.given, self._task.showing)
        seed = check_seed(str(self._task.seed), self._sha256, "cells") % 2**32
        with engine.run(cells, arrays=assignment.arrays, seed=seed, limits=self._task.limits) as run:
            self.diagnostics += notes_on_cells(self._cells, run.cell_faults)
            self._unread = needs_newer_python(self._cells, run.cell_faults, self._content)
            settled = {question.id: self._settled(question) for question in questions}
            for outcomes in settled.values():
                self._tell(outcomes or ())
            asked = self._ask_all(run, [name for name, outcomes in settled.items() if outcomes is None])
            results = tuple(
                self._result(run, question, settled[question.id], asked.get(question.id)) for question in questions
            )
            others = [cell.index for cell in self._cells if not cell.question]
            self.other_seconds = sum(run.cell_seconds.get(index, 0.0) for index in others)
        return results

    def _ask_all(self, run: NotebookRun, questions: Sequence[str]) -> Mapping[str, _Asked]:
        """Ask about each of those questions.

        The public checks of all questions come first: their messages quote student code, which must not have seen
        what hidden checks ask.
        """
        asked: dict[str, _Asked] = {}
        with ExitStack() as stack:
            for name in questions:
                asked[name] = _Asked(stack.enter_context(run.question(name)))
            for visibility in ("public", "hidden"):
                for name, item in asked.items():
                    checks = self._task.checked.of_question(name, visibility)
                    self._ask(checks, item, self._fault_of_stub(run, name))
        return asked

    def _result(
        self, run: NotebookRun, question: Question, settled: Sequence[Outcome] | None, asked: _Asked | None
    ) -> QuestionResult:
        outcomes = asked.outcomes if asked else settled or ()
        own = [cell for cell in self._cells if cell.question == question.id]
        seconds = sum((run.cell_seconds.get(cell.index, 0.0) for cell in own), 0.0)
        if asked:
            seconds += asked.evaluator.seconds
        score = None if question.is_manual else rounded(sum(outcome.score for outcome in outcomes))
        broken = [outcome.check.points for outcome in outcomes if outcome.verdict == "not_graded"]
        return QuestionResult(
            id=question.id,
            score=score,
            automatic_score=score,
            max_score=rounded(self._task.checked.points(question.id)),
            needs_grading=question.is_manual,
            not_graded=rounded(sum(broken)),
            builds_on_failed=(),
            adjustment=None,
            seconds=round(seconds, 3),
            limit_seconds=self._task.limits.for_question(question.id),
            checks=tuple(_check_result(outcome) for outcome in outcomes),
        )

    def _settled(self, question: Question) -> list[Outcome] | None:
        """The outcomes of a question that needs no asking; None if the checks must ask."""
        if question.is_manual:
            return []
        if not self._is_untouched(question):
            return None
        sentence = f"The stub of {question.id} is as it was released; it is still to be filled in."
        untouched = Failure("not_attempted", sentence, sentence)
        return [Outcome(check, untouched) for check in self._task.checked.of_question(question.id)]

    def _is_untouched(self, question: Question) -> bool:
        released = {with_plain_spaces(source) for source in self._task.stubs.get(question.id, ())}
        stubs = [cell for cell in self._cells if cell.is_stub and cell.question == question.id]
        if not stubs or {with_plain_spaces(cell.source) for cell in stubs} != released:
            return False
        # Some write their answer into a cell of their own.
        others = [cell for cell in self._cells if cell not in stubs]
        return not any(cell.binds & set(question.defines) for cell in others)

    def _ask(self, checks: Sequence[Check], asked: _Asked, fault_of_cell: Fault | None) -> None:
        for check in checks:
            if asked.fault is None:
                try:
                    outcome = self._run_check(check, asked.evaluator)
                except WorkerFault as death:
                    asked.fault = death.fault
            if asked.fault is not None:
                outcome = Outcome(check, self._failure(asked.fault, check.question))
            elif outcome.verdict == "missing" and fault_of_cell:
                outcome = Outcome(check, self._failure(fault_of_cell, check.question))
            if unread := self._unread_behind(outcome):
                self.diagnostics.append(f"{check.points:g} points of {check.id} are not graded: {unread.advice}")
                outcome = Outcome(check, Failure("not_graded", _UNREAD, _UNREAD))
            asked.outcomes.append(outcome)
            self._tell([outcome])

    def _unread_behind(self, outcome: Outcome) -> UnreadCell | None:
        """The cell of a newer Python that may be why a check fails.

        It is one of the question's own, or of those that it builds on; one above all questions only if a name that
        it would have defined is what is missing: else one odd cell would excuse a whole notebook.
        """
        if not outcome.failure or outcome.verdict not in ("missing", "run_time_error"):
            return None
        assignment = self._task.checked.assignment
        missing = {found[1] or found[2] for found in _NOT_DEFINED.finditer(outcome.failure.problem)}
        question = assignment.question(outcome.check.question)
        places = {question.id, *all_prerequisites(assignment, question)}
        for cell in self._unread:
            if cell.question in places or cell.names & missing:
                return cell
        return None

    def _tell(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            if self._heard:
                self._heard(_check_result(outcome))

    def _fault_of_stub(self, run: NotebookRun, question: str) -> Fault | None:
        """What went wrong in the cells that answer a question: the cause if its names do not exist."""
        stubs = [cell.index for cell in self._cells if cell.is_stub and cell.question == question]
        return next((run.cell_faults[index] for index in stubs if index in run.cell_faults), None)

    def _run_check(self, check: Check, evaluator: Evaluator) -> Outcome:
        seed = check_seed(str(self._task.seed), self._sha256, check.id)
        outcome, broken = guarded_check(self._task.checked, check, evaluator, seed)
        if broken:
            self.diagnostics.append(broken)
        return outcome

    def _failure(self, fault: Fault, question: str) -> Failure:
        message = fault.message
        if fault.was_at_work:
            advice = advice_on_time(cell.source for cell in self._cells if cell.question == question)
            message = f"{message} {advice}".rstrip()
        return Failure(fault.verdict, f"{message}\n{fault.detail}" if fault.detail else message, message)


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
        # What a hidden check compares with stays hidden.
        curve=outcome.curve if check.visibility == "public" else None,
    )
