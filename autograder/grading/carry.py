"""Error carried forward: an early mistake is not punished again in the questions that build on it.

A question that lost points, and one of whose prerequisites lost points too, is judged a second time, in a worker of
its own in which the reference answers those prerequisites. What the second look finds is points and a flag; messages
and verdicts stay those of the first, and nothing from that worker is shown, since it holds the reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lecture08_utils.checking import Assignment, Question

from .matching import MatchedCell
from .results import QuestionResult, rounded


@dataclass(frozen=True)
class SecondLook:
    """Questions to judge again in one worker.

    Attributes:
        replaced: ids of the prerequisites that the reference answers there.
    """

    replaced: frozenset[str]
    questions: tuple[Question, ...]


def second_looks(assignment: Assignment, results: Sequence[QuestionResult]) -> list[SecondLook]:
    """What deserves a second look: few workers, since questions with the same failed prerequisites share one."""
    lost = {result.id for result in results if result.score is not None and result.score < result.max_score}
    attempted = {result.id for result in results if any(check.verdict != "not_attempted" for check in result.checks)}
    groups: dict[frozenset[str], list[Question]] = {}
    for question in assignment.questions:
        replaced = frozenset(all_prerequisites(assignment, question) & lost)
        if replaced and assignment.carried_credit and question.id in lost & attempted:
            groups.setdefault(replaced, []).append(question)
    return [SecondLook(replaced, tuple(questions)) for replaced, questions in groups.items()]


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


def with_reference(
    cells: Sequence[MatchedCell],
    look: SecondLook,
    assignment: Assignment,
    solutions: Mapping[str, Sequence[str]],
    left_out: frozenset[int],
) -> tuple[MatchedCell, ...]:
    """The cells of the second look.

    The reference's cells stand behind the student's own cells of that question, so that its names replace theirs,
    while helpers that later answers call are still there. What comes after the last judged question is cut off.

    Args:
        solutions: question → the reference's cells.
        left_out: indices of cells that broke their worker the first time.
    """
    order = {question.id: place for place, question in enumerate(assignment.questions)}
    ordered = [cell for cell in cells if cell.index not in left_out]
    number = max((cell.index for cell in cells), default=0)
    for name in sorted(look.replaced, key=order.__getitem__):
        place = _end_of(ordered, name, order)
        sources = solutions.get(name, ())
        ordered[place:place] = [
            MatchedCell(number + step, source, name, is_stub=True) for step, source in enumerate(sources, start=1)
        ]
        number += len(sources)
    wanted = {question.id for question in look.questions}
    last = max((place for place, cell in enumerate(ordered) if cell.question in wanted), default=-1)
    return tuple(ordered[: last + 1])


def _end_of(cells: Sequence[MatchedCell], name: str, order: Mapping[str, int]) -> int:
    """Where that question ends: behind its last cell, or in front of the first later question if it has none."""
    own = [place for place, cell in enumerate(cells) if cell.question == name]
    later = [place for place, cell in enumerate(cells) if cell.question and order[cell.question] > order[name]]
    return own[-1] + 1 if own else min(later, default=len(cells))


def carried_forward(
    first: Sequence[QuestionResult], second: Mapping[str, QuestionResult], credit: float
) -> Iterator[QuestionResult]:
    """The first results, with the points that the second look found.

    Args:
        second: question → its result with the reference's prerequisites.
        credit: the share of a check's points that is given for passing it only then.
    """
    for result in first:
        again = {check.id: check.score for check in second[result.id].checks} if result.id in second else {}
        checks = tuple(
            replace(check, score=rounded(max(check.score, credit * again.get(check.id, 0.0))))
            for check in result.checks
        )
        if checks == result.checks:
            yield result
        else:
            yield replace(result, checks=checks, score=rounded(sum(c.score for c in checks)), carried_forward=True)
