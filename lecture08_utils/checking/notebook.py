"""Checks inside the student's own process: the notebook, and otter's and nbgrader's graders."""

from __future__ import annotations

import sys
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from typing import Any

import numpy as np

from ..compilation_cache import keep_compiled_code
from ..progress import Waiting
from .code_names import used_names
from .codec import decode
from .evaluate import Evaluation
from .examples import example_report
from .messages import Outcome, Report, Score
from .public_report import report_with, run_here
from .registry import Assignment, Check, CheckedAssignment, Question, load
from .session import Sentence, Session, Stopped, line_of_cell, running_shell, show
from .summary import summarise
from .text import one_line

_session: Session | None = None
_inert = False


def make_inert() -> None:
    """Turn `begin`, `check`, `grade` and `try_examples` into no-ops: for grading workers, which ask from outside."""
    global _inert
    _inert = True


def begin(name: str) -> None:
    """Say which assignment this notebook is; its first cell does.

    From then on the notebook knows which cells were run: a check says so where it is about an older definition, and a
    given cell that needs an answer says which. What JAX compiles is kept on this machine, so that it is not compiled
    again tomorrow; `lecture08 doctor` says where.

    Raises:
        KeyError: there is no such assignment; the message lists those there are.
    """
    global _session
    if _inert:
        return
    keep_compiled_code()
    assignment, shell = load(name, hidden=False).assignment, running_shell()
    if _session is None or _session.assignment.name != name or _session.shell is not shell:
        if _session is not None:
            _session.close()
        _session = Session(assignment, shell)


def check(question: str | int | None = None) -> None:
    """Run the public checks of a question on the notebook's current definitions, and show what they say.

    Args:
        question: its id, for example ``"q4"``. Without one, a summary of the whole notebook: points so far and what
            is left. It repeats no training.
    """
    if _inert:
        return
    session = _require_session()
    checked = load(session.assignment.name, hidden=False)
    namespace = sys._getframe(1).f_globals
    if question is None:
        _show_summary(session, checked, namespace)
        return
    entry = _find(checked.assignment, question)
    with _Asking(session, checked, namespace, entry.id) as ask:
        report = report_with(checked, entry.id, ask)
    show(ask.marked(report, entry))


def try_examples(name: str | Callable[..., Any]) -> None:
    """Run the examples in a docstring of this notebook, and print which of them come out differently.

    Args:
        name: what the notebook calls a function or class, for example ``"Dual"``, or the function or class itself.
    """
    if not _inert:
        known = name if isinstance(name, str) else name.__name__
        print(example_report(known, sys._getframe(1).f_globals))


def grade(check_id: str) -> float:
    """Run one check, public or hidden, show what it says and return its points: nbgrader's grade cells.

    A failure that the notebook has shown already, and that would be the same, is not shown again.

    Args:
        check_id: for example ``"q4.ground_state"``.

    Returns:
        A float between 0 and the check's points, which says in a notebook what it is.
    """
    if _inert:
        return 0.0
    session = _require_session()
    checked = load(session.assignment.name, hidden=False)
    if all(check_id != item.id for item in checked.checks):
        checked = load(session.assignment.name, hidden=True)
    item = checked.check(check_id)
    entry = checked.assignment.question(item.question)
    with _Asking(session, checked, sys._getframe(1).f_globals, entry.id) as ask:
        outcome = ask(item)
    if not ask.was_shown(outcome):
        show(ask.marked(Report(f"{entry.id}: {entry.title}", (outcome,)), entry))
    return Score(outcome)


def assert_check(assignment: str, check_id: str, env: MutableMapping[str, Any]) -> None:
    """Run one check on the names in `env`: otter's test files.

    Raises:
        AssertionError: it failed; with its message.
    """
    hidden = all(check_id != item.id for item in load(assignment, hidden=False).checks)
    checked = load(assignment, hidden=hidden)
    item = checked.check(check_id)
    entry = checked.assignment.question(item.question)
    session = _session if _session and _session.assignment.name == assignment else Session(checked.assignment, None)
    with _Asking(session, checked, env, entry.id) as ask:
        outcome = ask(item)
    if session.is_first_in_cell():
        show(ask.marked(Report("", ()), entry))
    if outcome.failure:
        raise AssertionError(f"{outcome.check.description}\n{outcome.message}")
    if outcome.remark:
        show(Report(outcome.check.id, (outcome,)))


class LocalEvaluator:
    """Asks the names of this process, through the same bytes as a grader asks a worker.

    Attributes:
        asked: global names that the questions so far used.
    """

    def __init__(
        self,
        namespace: MutableMapping[str, Any],
        assignment: Assignment,
        tell: Callable[[str], None] = lambda expression: None,
    ):
        self._evaluation = Evaluation(namespace, array_converter(assignment.arrays))
        self._tell = tell
        self.asked: set[str] = set()

    def answer(self, message: bytes) -> bytes:
        """One encoded request in, one encoded reply out."""
        request = decode(message)
        code = request.get("expression") or request.get("code")
        if code:
            self.asked |= used_names(code)
            self._tell(code)
        return self._evaluation.reply(request)

    def source_line(self, filename: str, line: int) -> str:
        """The line of a cell, or "" if the frame is elsewhere."""
        return line_of_cell(filename, line)


def array_converter(arrays: str) -> Callable[[np.ndarray], Any]:
    """What turns a question's NumPy arrays into what student code gets, ``"jax"`` or ``"numpy"`` arrays."""
    if arrays == "numpy":
        return np.array
    import jax  # seconds to import, and not every assignment needs it

    # jnp.asarray compiles a program for every shape.
    return jax.device_put


class _Asking:
    """Runs checks on a notebook's names: remembers their answers, says what takes long, and can be stopped."""

    def __init__(self, session: Session, checked: CheckedAssignment, namespace: MutableMapping[str, Any], title: str):
        self._session = session
        self._checked = checked
        self._namespace = namespace
        self._title = title
        self._waiting = Waiting(title)
        self._evaluator = LocalEvaluator(namespace, checked.assignment, self._waiting.now)

    def __enter__(self) -> _Asking:
        self._waiting.__enter__()
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._waiting.__exit__(kind, error, trace)
        if isinstance(error, KeyboardInterrupt):
            raise Stopped(self._title, error) from None

    def __call__(self, check: Check) -> Outcome:
        known = self._recall(check)
        if known is not None:
            return known
        names = self._checked.assignment.question(check.question).defines
        return self._session.memory.keep(check.id, self._namespace, names, lambda: self._ask(check))

    def quickly(self, check: Check) -> Outcome | None:
        """The outcome, unless that takes a training."""
        return self._recall(check) if check.retries else self(check)

    def _recall(self, check: Check) -> Outcome | None:
        return self._session.memory.recall(check.id, self._namespace)

    def marked(self, report: Report, question: Question) -> Report:
        """The report with what is to be said about definitions that are older than their cells."""
        session = self._session
        session.shown |= {outcome.check.id: outcome for outcome in report.outcomes}
        return replace(
            report,
            warnings=session.stale(question, self._namespace),
            note=" ".join(filter(None, [session.misspelt(question, self._namespace), report.note])),
            defines=question.defines if session.shell is not None else (),
        )

    def was_shown(self, outcome: Outcome) -> bool:
        """Whether the notebook has shown this very answer."""
        return self._session.shown.get(outcome.check.id) is outcome

    def _ask(self, check: Check) -> tuple[Outcome, frozenset[str]]:
        self._evaluator.asked.clear()
        outcome = run_here(self._checked, check, self._evaluator)
        return outcome, frozenset(self._evaluator.asked)


def _show_summary(session: Session, checked: CheckedAssignment, namespace: MutableMapping[str, Any]) -> None:
    with _Asking(session, checked, namespace, "the notebook") as ask:
        summary = summarise(checked, namespace, ask.quickly, lambda entry: session.stale(entry, namespace))
    show(summary)


def _require_session() -> Session:
    if _session is None:
        raise Sentence("Run the notebook's first cell before you check a question: it names the assignment.")
    return _session


def _find(assignment: Assignment, question: Any) -> Question:
    """The question that is meant by ``"q4"``, ``"Q4"``, ``"4"``, ``4`` or the id of one of its checks."""
    text = str(question).strip().lower().partition(".")[0]
    wanted = f"q{text}" if text.isdecimal() else text
    for entry in assignment.questions:
        if entry.id == wanted:
            return entry
    ids = [entry.id for entry in assignment.questions]
    raise Sentence(
        f"{assignment.name} has no question {one_line(repr(question), 40)}. Its questions are {', '.join(ids)}: "
        f'write, for example, check("{ids[0]}").'
    )
