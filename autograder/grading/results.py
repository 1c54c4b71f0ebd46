"""What grading found, as frozen data, and its JSON form: a contract with outside tools."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from lecture08_utils.checking.curves import Curve
from lecture08_utils.checking.messages import Verdict
from lecture08_utils.checking.registry import Visibility

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = 2
NOT_GRADED = "not_graded"
Status = Literal["graded", "needs_grading", "not_graded", "unreadable"]


@dataclass(frozen=True)
class CheckResult:
    """One check of one submission; field for field what the JSON holds, which leaves out a curve that is None."""

    id: str
    visibility: Visibility
    score: float
    max_score: float
    verdict: Verdict
    misconception: str | None
    message: str
    curve: Curve | None = None


Source = Literal["sheet", "adjustments"]


@dataclass(frozen=True)
class Adjustment:
    """What a person says that an answer is worth.

    Attributes:
        points: of the whole question.
        reason: why.
        source: which file gave them: ``sheet`` or ``adjustments``.
    """

    points: float
    reason: str
    source: Source = "sheet"


@dataclass(frozen=True)
class QuestionResult:
    """One question of one submission.

    Attributes:
        score: what counts: the adjusted points where there are some, else the automatic ones.
        automatic_score: the sum over the checks; None for a question that only a person can judge.
        not_graded: points of checks that broke, as long as nobody has given points by hand. Nobody knows whether
            the answer deserves them.
        builds_on_failed: prerequisites that lost points, where this question has lost points too.
    """

    id: str
    score: float | None
    automatic_score: float | None
    max_score: float
    needs_grading: bool
    not_graded: float
    builds_on_failed: tuple[str, ...]
    adjustment: Adjustment | None
    seconds: float
    limit_seconds: float
    checks: tuple[CheckResult, ...]

    @property
    def is_changed(self) -> bool:
        """Whether a person gave other points than the checks, or the only ones."""
        return self.adjustment is not None and self.score != self.automatic_score

    @property
    def is_untouched(self) -> bool:
        """Whether nobody answered: every check found the stub as it was released."""
        return bool(self.checks) and all(check.verdict == "not_attempted" for check in self.checks)


@dataclass(frozen=True)
class Result:
    """One submission.

    Attributes:
        sha256: of the submitted file; None if it could not be read at all.
        status: ``not_graded`` if the grader itself failed on a part of it.
        error: why an unreadable submission is unreadable, else None.
        score: the sum over the questions; automatic_score: the same without what was adjusted by hand.
    """

    assignment: str
    student: str
    sha256: str | None
    seed: int
    status: Status
    error: str | None
    score: float
    automatic_score: float
    max_score: float
    seconds: float
    questions: tuple[QuestionResult, ...]

    def to_json(self) -> dict[str, Any]:
        """The contents of ``results/<student>.json``."""
        tree = {"schema": SCHEMA, **asdict(self)}
        for question in tree["questions"]:
            for check in question["checks"]:
                if check["curve"] is None:
                    del check["curve"]
        return tree


def read_result(content: bytes) -> Result:
    """The result in a file ``results/<student>.json``.

    Raises:
        ValueError: it is none, or one of another schema.
    """
    tree = json.loads(content)
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise ValueError(f"it is no result of schema {SCHEMA}")
    student = tree.get("student")
    if not isinstance(student, str):
        raise ValueError("it names no student")
    # A file name that is not UTF-8 makes a name that pydantic refuses.
    result = _adapter(Result).validate_json(json.dumps({**tree, "student": ""}), strict=True)
    return replace(result, student=student)


def read_points_by_hand(tree: Any) -> dict[str, Adjustment]:
    """Question → what a person gave, of a tree of JSON.

    Raises:
        ValueError: it is none.
    """
    return _adapter(dict[str, Adjustment]).validate_json(json.dumps(tree), strict=True)


@functools.cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def rounded(score: float) -> float:
    """A score without the dust of floating-point sums."""
    return round(float(score), 6)


def status_of(questions: tuple[QuestionResult, ...]) -> Status:
    """The status of a submission that could be read."""
    if any(question.not_graded for question in questions):
        return "not_graded"
    return "needs_grading" if any(question.needs_grading for question in questions) else "graded"
