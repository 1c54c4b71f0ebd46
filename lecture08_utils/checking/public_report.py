"""All public checks of a question, as `check` and `lecture08 check` show them, and where to look first."""

from __future__ import annotations

from collections.abc import Callable

from .dialogue import Evaluator
from .messages import Outcome, Report
from .registry import Check, CheckedAssignment, Question
from .runner import check_seed, run_check


def run_here(checked: CheckedAssignment, check: Check, evaluator: Evaluator) -> Outcome:
    """Run a check, public or hidden, with the random inputs that it has in notebooks, each time the same."""
    return run_check(checked, check, evaluator, check_seed("notebook", checked.assignment.name, check.id))


def report_on(checked: CheckedAssignment, question_id: str, evaluator: Evaluator) -> Report:
    """Run all public checks of a question.

    Raises:
        KeyError: the assignment has no such question.
    """
    return report_with(checked, question_id, lambda check: run_here(checked, check, evaluator))


def report_with(checked: CheckedAssignment, question_id: str, ask: Callable[[Check], Outcome]) -> Report:
    """The same with a function that runs a check, or knows what it would say."""
    question = checked.assignment.question(question_id)
    checks = checked.of_question(question_id, "public")
    outcomes = tuple(map(ask, checks))
    note = "" if outcomes else "This question is read by a person; there is nothing to check here."
    if any(outcome.failure for outcome in outcomes):
        note = _where_to_begin(checked, question, outcomes, ask)
    return Report(f"{question.id}: {question.title}", outcomes, note)


def _where_to_begin(
    checked: CheckedAssignment, question: Question, outcomes: tuple[Outcome, ...], ask: Callable[[Check], Outcome]
) -> str:
    earlier = [other for other in question.prerequisites if _fails(checked, other, ask)]
    if earlier:
        return f"{question.id} builds on {' and '.join(earlier)}, where a check fails as well: begin there."
    several = sum(outcome.failure is not None for outcome in outcomes) > 1
    return "Begin with the first of them: the others may follow from it." if several else ""


def _fails(checked: CheckedAssignment, question_id: str, ask: Callable[[Check], Outcome]) -> bool:
    """Whether a check that answers at once, and so trains nothing, fails."""
    checks = [check for check in checked.of_question(question_id, "public") if not check.retries]
    return any(ask(check).failure for check in checks)
