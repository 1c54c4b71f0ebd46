"""Which lost points may come from an earlier mistake, for a person to look at.

The grader does not try the answer again with the reference's earlier functions: that would put the reference into a
process with student code, from which it can be carried out.
"""

from __future__ import annotations

from collections.abc import Set

from lecture08_utils.checking import Assignment, Question

# Verdicts of a question without an answer.
UNANSWERED = ("not_attempted", "missing")


def builds_on_failed(assignment: Assignment, lost: Set[str], attempted: Set[str]) -> dict[str, tuple[str, ...]]:
    """Questions that lost points after a prerequisite, direct or not, that lost points too.

    Args:
        lost: ids of the questions that lost points.
        attempted: ids of those that have an answer; in the others there is nothing to look at.

    Returns:
        Question → those prerequisites, both in the order of the notebook.
    """
    found = {}
    for question in assignment.questions:
        failed = all_prerequisites(assignment, question) & lost
        if failed and question.id in lost & attempted:
            found[question.id] = tuple(other.id for other in assignment.questions if other.id in failed)
    return found


def all_prerequisites(assignment: Assignment, question: Question) -> set[str]:
    """Ids of the questions that this one builds on, directly or not."""
    found: set[str] = set()
    waiting = list(question.prerequisites)
    while waiting:
        prerequisite = waiting.pop()
        if prerequisite not in found:
            found.add(prerequisite)
            waiting += assignment.question(prerequisite).prerequisites
    return found
