"""A submission on its way to another machine, and what comes back: bytes, checked when they are read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from autograder.engine.model import Sandbox
from autograder.grading.adjustments import unadjusted
from autograder.grading.results import Result, read_result
from autograder.grading.submission import GradedSubmission, GradingTask

_MOST_ANSWER = 2**24
_MOST_NOTES = 1000


class BadAnswer(Exception):
    """What came back is no result of the submission that was sent."""


class NotGraded(Exception):
    """The other machine could not grade it; the message says why."""


@dataclass(frozen=True)
class Request:
    """A submission, and how to grade it.

    Attributes:
        code: `code_digest` of the course and the grader; another machine with other code refuses.
        sandbox: None for the best one there.
    """

    assignment: str
    seed: int
    device: str
    sandbox: Sandbox | None
    code: str
    student: str
    content: bytes

    def encode(self) -> bytes:
        head = {name: value for name, value in asdict(self).items() if name != "content"}
        return json.dumps(head).encode() + b"\n" + self.content

    @classmethod
    def decode(cls, payload: bytes) -> Request:
        """Read what `encode` made; it comes from a grader, so it is trusted."""
        head, _, content = payload.partition(b"\n")
        return cls(**json.loads(head), content=content)


def answer(graded: GradedSubmission) -> bytes:
    """A result on its way back."""
    tree = {"result": graded.result.to_json(), "diagnostics": list(graded.diagnostics)}
    return json.dumps(tree).encode()


def refusal(reason: str) -> bytes:
    """That a submission was not graded."""
    return json.dumps({"refused": reason}).encode()


def read_answer(payload: Any, student: str, sha256: str, task: GradingTask) -> GradedSubmission:
    """The result that another machine found.

    Raises:
        NotGraded: it could not grade the submission.
        BadAnswer: this is no result of this submission.
    """
    if not isinstance(payload, bytes) or len(payload) > _MOST_ANSWER:
        raise BadAnswer("the answer is no text, or too long")
    try:
        tree = json.loads(payload)
        if "refused" in tree:
            raise NotGraded(str(tree["refused"]))
        result = read_result(json.dumps(tree["result"]).encode())
        diagnostics = tuple(map(str, tree["diagnostics"][:_MOST_NOTES]))
    except (ValueError, KeyError, TypeError) as problem:
        raise BadAnswer(f"the answer is no result: {problem}") from None
    expected = {
        "assignment": task.checked.assignment.name,
        "student": student,
        "seed": task.seed,
        "sha256": sha256,
        "max_score": task.max_score,
    }
    for name, value in expected.items():
        if getattr(result, name) != value:
            raise BadAnswer(f"the answer is about another submission: its {name} is {getattr(result, name)!r}")
    # Points by hand come from here alone.
    result = unadjusted(result)
    if reason := _impossible(result, task):
        raise BadAnswer(f"the answer is impossible: {reason}")
    return GradedSubmission(result, diagnostics)


def _impossible(result: Result, task: GradingTask) -> str:
    """What no grader of this assignment finds."""
    if result.error is not None:
        return "an unreadable notebook with points" if result.score or result.questions else ""
    worth = {question.id: task.checked.points(question.id) for question in task.checked.assignment.questions}
    if [question.id for question in result.questions] != list(worth):
        return "its questions are not those of the assignment"
    for question in result.questions:
        if not 0 <= (question.score or 0) <= worth[question.id] + 1e-6:
            return f"{question.id} has {question.score} of {worth[question.id]:g} points"
    if abs(sum(question.score or 0 for question in result.questions) - result.score) > 1e-5:
        return "its points do not add up"
    return ""
