"""Numbers about a class: how hard questions and checks are, and whether they tell good answers from bad ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.grading.results import CheckResult, QuestionResult, Result
from lecture08_utils.checking import Assignment

# A correlation of fewer pairs says nothing: among 8 its standard error is still 0.4.
FEWEST = 8
# How many of the best students must have tried a check before their failing it says something.
_FEWEST_OF_THE_BEST = 3
# Among this many, a correlation below that is chance once in thirty times.
ENOUGH, _REVERSED = 80, -0.2
_UNTRIED = ("not_attempted", "missing", "not_graded")


@dataclass(frozen=True)
class Totals:
    """Of the submissions that could be read; all in points."""

    values: tuple[float, ...]
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float


@dataclass(frozen=True)
class QuestionStatistics:
    """One question.

    Attributes:
        scores: of the students whose answer is graded.
        mean: points.
        difficulty: mean as a share of the maximum: 1 is easy. None without points or students.
        full, partial, none: how many students got all, some and no points.
        discrimination: see `discrimination`.
        not_attempted: how many left it as it was; None for a question that a person grades.
        difficulty_of_tried: `difficulty` of the others.
        times: seconds used as a share of the limit, of the students who tried.
    """

    id: str
    title: str
    max_score: float
    scores: tuple[float, ...]
    mean: float | None
    difficulty: float | None
    full: int
    partial: int
    none: int
    discrimination: float | None
    not_attempted: int | None
    difficulty_of_tried: float | None
    times: tuple[float, ...]
    limit_seconds: float

    @property
    def is_reversed(self) -> bool:
        """Whether it is rather the better students who lose points."""
        return _is_reversed(self.discrimination, len(self.scores))


@dataclass(frozen=True)
class CheckStatistics:
    """One check.

    Attributes:
        tried, passed: how many students.
        discrimination: see `discrimination`.
        best, best_failed: how many of the students in the best quarter, by the other questions, tried and failed it.
    """

    id: str
    question: str
    visibility: str
    tried: int
    passed: int
    discrimination: float | None
    best: int
    best_failed: int

    @property
    def looks_wrong(self) -> bool:
        """Whether at least half of the best students fail it, or it is rather the better ones who fail."""
        if self.best < _FEWEST_OF_THE_BEST:
            return False
        return 2 * self.best_failed >= self.best or self.is_reversed

    @property
    def is_reversed(self) -> bool:
        """Whether it is rather the better students who fail."""
        return _is_reversed(self.discrimination, self.tried)


def _is_reversed(discrimination: float | None, count: int) -> bool:
    return count >= ENOUGH and discrimination is not None and discrimination < _REVERSED


def totals(results: Sequence[Result]) -> Totals | None:
    """None for an empty class."""
    values = tuple(result.score for result in results)
    if not values:
        return None
    lower, median, upper = (float(value) for value in np.quantile(values, (0.25, 0.5, 0.75)))
    return Totals(values, float(np.mean(values)), median, lower, upper)


def discrimination(item: Sequence[float], rest: Sequence[float]) -> float | None:
    """Correlation of the points of one item with those of the rest of the notebook, from −1 to 1.

    For an item that gives all points or none this is the point-biserial correlation (Lord & Novick 1968). None for
    fewer than `FEWEST` students, and where all have the same points.
    """
    if len(item) < FEWEST or np.ptp(item) < 1e-9 or np.ptp(rest) < 1e-9:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def question_statistics(assignment: Assignment, results: Sequence[Result]) -> list[QuestionStatistics]:
    """All questions that some result has, in the order of the assignment."""
    titles = {question.id: question.title for question in assignment.questions}
    found = []
    for name in _questions(assignment, results):
        pairs = [(result, item) for result in results if (item := _item(result, name))]
        graded = [(result, item) for result, item in pairs if item.score is not None and not item.not_graded]
        scores = tuple(float(item.score or 0.0) for _, item in graded)
        rest = [_rest(result, name) for result, _ in graded]
        limit, top = pairs[0][1].limit_seconds, pairs[0][1].max_score
        full = sum(score >= top for score in scores)
        none = sum(score <= 0 < top for score in scores)
        mean = float(np.mean(scores)) if scores else None
        tried = [float(item.score or 0.0) for _, item in graded if not item.is_untouched]
        found.append(
            QuestionStatistics(
                id=name,
                title=titles.get(name, ""),
                max_score=top,
                scores=scores,
                mean=mean,
                difficulty=mean / top if mean is not None and top else None,
                full=full,
                partial=len(scores) - full - none,
                none=none,
                discrimination=discrimination(scores, rest),
                not_attempted=len(graded) - len(tried) if any(item.checks for _, item in pairs) else None,
                difficulty_of_tried=float(np.mean(tried)) / top if tried and top else None,
                times=tuple(item.seconds / limit for _, item in pairs if limit and _tried(item)),
                limit_seconds=limit,
            )
        )
    return found


def check_statistics(assignment: Assignment, results: Sequence[Result]) -> list[CheckStatistics]:
    """All checks that some result has, in the order of the assignment."""
    found = []
    for name in _questions(assignment, results):
        seen: dict[str, list[tuple[Result, CheckResult]]] = {}
        for result in results:
            item = _item(result, name)
            for check in item.checks if item else ():
                seen.setdefault(check.id, []).append((result, check))
        found += [_of_check(name, pairs) for pairs in seen.values()]
    return found


def misconceptions(results: Sequence[Result]) -> Counter[tuple[str, str]]:
    """(Question, misconception) → how many students."""
    return Counter(
        pair
        for result in results
        for pair in {
            (item.id, check.misconception)
            for item in result.questions
            for check in item.checks
            if check.misconception
        }
    )


def _of_check(question: str, pairs: Sequence[tuple[Result, CheckResult]]) -> CheckStatistics:
    tried = [(_rest(result, question), check) for result, check in pairs if check.verdict not in _UNTRIED]
    passed = [float(check.verdict == "accepted") for _, check in tried]
    rest = [points for points, _ in tried]
    border = float(np.quantile(rest, 0.75)) if rest else 0.0
    best = [success for points, success in zip(rest, passed, strict=True) if points >= border]
    check = pairs[0][1]
    return CheckStatistics(
        id=check.id,
        question=question,
        visibility=check.visibility,
        tried=len(tried),
        passed=int(sum(passed)),
        discrimination=discrimination(passed, rest),
        best=len(best),
        best_failed=len(best) - int(sum(best)),
    )


def _questions(assignment: Assignment, results: Sequence[Result]) -> list[str]:
    present = {item.id for result in results for item in result.questions}
    known = [question.id for question in assignment.questions if question.id in present]
    return [*known, *sorted(present - set(known))]


def _item(result: Result, question: str) -> QuestionResult | None:
    return next((item for item in result.questions if item.id == question), None)


def _rest(result: Result, question: str) -> float:
    """Points in all other questions; those still to be given count as none."""
    return sum(item.score or 0.0 for item in result.questions if item.id != question)


def _tried(item: QuestionResult) -> bool:
    return any(check.verdict not in _UNTRIED for check in item.checks)
