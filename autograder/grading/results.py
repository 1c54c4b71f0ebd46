"""What grading found, as frozen data, and its JSON form: a contract with outside tools."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from lecture08_utils.checking.messages import Verdict
from lecture08_utils.checking.registry import Visibility

SCHEMA = 1
Status = Literal["graded", "needs_grading", "unreadable"]


@dataclass(frozen=True)
class CheckResult:
    """One check of one submission; field for field what the JSON holds."""

    id: str
    visibility: Visibility
    score: float
    max_score: float
    verdict: Verdict
    misconception: str | None
    message: str


@dataclass(frozen=True)
class QuestionResult:
    """One question of one submission; `score` is None until a person has graded a manual question."""

    id: str
    score: float | None
    max_score: float
    needs_grading: bool
    carried_forward: bool
    seconds: float
    limit_seconds: float
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True)
class Result:
    """One submission.

    Attributes:
        sha256: of the submitted file; None if it could not be read at all.
        error: why an unreadable submission is unreadable, else None.
    """

    assignment: str
    student: str
    sha256: str | None
    seed: int
    status: Status
    error: str | None
    score: float
    max_score: float
    seconds: float
    questions: tuple[QuestionResult, ...]

    def to_json(self) -> dict[str, Any]:
        """The contents of ``results/<student>.json``."""
        return {"schema": SCHEMA, **asdict(self)}


def rounded(score: float) -> float:
    """A score without the dust of floating-point sums."""
    return round(float(score), 6)
