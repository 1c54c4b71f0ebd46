"""The page about a class, for those who teach it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from autograder.grading.class_folder import ClassFolder, FinishedSubmission
from autograder.grading.results import Result
from autograder.grading.submission import GradingTask
from lecture08_utils.checking.curves import Curve
from lecture08_utils.checking.text import one_line
from lecture08_utils.notebooks.reading import UnreadableNotebook

from . import svg
from .cells import answer_code, printable
from .code import highlighted, without_author
from .pages import render
from .similarity import FEWEST as FEWEST_TO_COMPARE
from .similarity import same_answers, similar_pairs
from .statistics import (
    ENOUGH,
    FEWEST,
    check_statistics,
    misconceptions,
    question_statistics,
    totals,
)

_MOST_MISCONCEPTIONS = 30
_LONGEST_EXAMPLE = 4_000
_MOST_ROWS = 300
_MOST_OF_A_CHALLENGE = 10
_LONGEST_NAME = 120
# A challenge, which is worth no points, shows its score at the end of a remark: "Digits: 7.3."
_SCORE = re.compile(r"(?P<label>[^\n]{1,80}): (?P<score>[-−]?\d{1,6}(?:\.\d{1,6})?)\.?")


@dataclass(frozen=True)
class Misconception:
    """A wrong idea, how many had it, and what one of them wrote."""

    question: str
    name: str
    students: int
    example: Markup | None


@dataclass(frozen=True)
class ToLookAt:
    """A submission that a person should look at, and why."""

    student: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Challenge:
    """The best scores of a check that is worth no points."""

    question: str
    label: str
    scores: tuple[tuple[str, str], ...]


def class_page(task: GradingTask, results: ClassFolder) -> str:
    """The page about all that was graded into a folder."""
    assignment = task.checked.assignment
    finished = results.finished
    read = [item.result for item in finished if item.result and item.result.status != "unreadable"]
    answers = _answers(task, results, read)
    questions = question_statistics(assignment, read)
    checks = check_statistics(assignment, read)
    descriptions = {check.id: check.description for check in task.checked.checks}
    points = totals(read)
    largest = max((result.max_score for result in read), default=task.max_score)
    automatic = [item for item in questions if item.scores and item.max_score]
    timed = [(item.id, item.times) for item in questions if item.times]
    scores = points.values if points else ()
    released = _released(task)
    files = _same_files(read, answers)
    same = [group for group in same_answers(answers, released) if group not in files]
    counted = misconceptions(read)
    look = _to_look_at(finished)
    pairs = similar_pairs(answers, released, groups=[*files, *same])
    return render(
        "class_report.html.j2",
        title=f"{assignment.title}: the class",
        assignment=assignment,
        finished=finished,
        read=read,
        unreadable=sum(bool(item.result and item.result.status == "unreadable") for item in finished),
        failed=sum(item.result is None for item in finished),
        open_by_hand=sum(any(item.needs_grading for item in result.questions) for result in read),
        totals=points,
        max_score=largest,
        histogram=scores and svg.histogram("h", "Distribution of the totals", scores, largest, "total in points"),
        bars=automatic
        and svg.stacked_bars(
            "b",
            "Points in each question",
            [(item.id, item.full, item.partial, item.none) for item in automatic],
            "share of the students",
        ),
        times=timed and svg.ranges("t", "Time against its limit", timed, "time used, as a share of the limit"),
        questions=questions,
        fewest=FEWEST,
        enough=ENOUGH,
        suspects=[(check, descriptions.get(check.id, check.id)) for check in checks if check.looks_wrong],
        checks=[(check, descriptions.get(check.id, check.id)) for check in checks],
        misconceptions=_misconceptions(counted, read, answers),
        ideas=len(counted),
        look=look[:_MOST_ROWS],
        to_look_at=len(look),
        files=[tuple(map(shown_name, group)) for group in files],
        same=[tuple(map(shown_name, group)) for group in same],
        pairs=[replace(pair, first=shown_name(pair.first), second=shown_name(pair.second)) for pair in pairs],
        compared=len(answers),
        fewest_to_compare=FEWEST_TO_COMPARE,
        challenges=_challenges(read),
        pictures=[svg.curves(f"c{number}", curves) for number, curves in enumerate(_curves(read))],
    )


def shown_name(student: str) -> str:
    """A name as it may stand on a page."""
    return one_line(student, _LONGEST_NAME)


def _answers(task: GradingTask, results: ClassFolder, read: Sequence[Result]) -> dict[str, Mapping[str, str]]:
    """Student → question → code, of those that wrote any."""
    found: dict[str, Mapping[str, str]] = {}
    for result in read:
        content = results.notebook(result.student)
        try:
            own = answer_code(content, task.checked.assignment) if content else {}
        except UnreadableNotebook:
            continue
        untouched = {item.id for item in result.questions if item.is_untouched}
        if written := {question: code for question, code in own.items() if code and question not in untouched}:
            found[result.student] = written
    return found


def _released(task: GradingTask) -> list[str]:
    return [*(source for sources in task.stubs.values() for source in sources), *task.given]


def _misconceptions(
    counts: Mapping[tuple[str, str], int], read: Sequence[Result], answers: Mapping[str, Mapping[str, str]]
) -> list[Misconception]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_MISCONCEPTIONS]
    return [
        Misconception(question, one_line(name, 300), count, _example(question, name, read, answers))
        for (question, name), count in ordered
    ]


def _example(
    question: str, name: str, read: Sequence[Result], answers: Mapping[str, Mapping[str, str]]
) -> Markup | None:
    """The shortest answer with this wrong idea, without what says whose it is."""
    students = [
        result.student
        for result in read
        for item in result.questions
        if item.id == question and any(check.misconception == name for check in item.checks)
    ]
    codes = [
        without_author(printable(answers.get(student, {}).get(question, ""), _LONGEST_EXAMPLE), [student])
        for student in students
    ]
    code = min(filter(str.strip, codes), key=lambda text: (len(text), text), default="")
    return highlighted(code) if code else None


def _to_look_at(finished: Sequence[FinishedSubmission]) -> list[ToLookAt]:
    found = []
    for item in finished:
        reasons = tuple(_reasons(item))
        if reasons:
            found.append(ToLookAt(shown_name(item.student), reasons))
    return found


def _reasons(item: FinishedSubmission) -> list[str]:
    if item.result is None:
        return ["not graded: the grader itself failed; grade again"]
    if item.result.error:
        return [f"unreadable: {one_line(item.result.error, 300)}"]
    broken = [
        f"{question.id}: a check broke, {question.not_graded:g} points are not graded"
        for question in item.result.questions
        if question.not_graded
    ]
    builds = [
        f"{question.id} lost points after {', '.join(question.builds_on_failed)}"
        for question in item.result.questions
        if question.builds_on_failed and not question.adjustment
    ]
    return [*broken, *builds]


def _same_files(read: Sequence[Result], answers: Mapping[str, Mapping[str, str]]) -> list[tuple[str, ...]]:
    """Groups of students who wrote something and handed in the same file, to the byte, sorted."""
    groups: dict[str | None, list[str]] = {}
    for result in read:
        if result.student in answers:
            groups.setdefault(result.sha256, []).append(result.student)
    return sorted(tuple(sorted(students)) for students in groups.values() if len(students) > 1)


def _curves(read: Sequence[Result]) -> list[list[Curve]]:
    """What answers look like: for each thing that checks show, a curve for each student who has one."""
    found: dict[tuple[str, str], dict[str, Curve]] = {}
    for result in read:
        for question in result.questions:
            for check in question.checks:
                if check.curve:
                    found.setdefault((question.id, check.curve.title), {}).setdefault(result.student, check.curve)
    return [[*curves.values()] for curves in found.values()]


def _challenges(read: Sequence[Result]) -> list[Challenge]:
    """Scores in checks that are worth nothing; most assignments have none."""
    found: dict[tuple[str, str], list[tuple[float, str, str]]] = {}
    for result in read:
        for question in result.questions:
            for check in question.checks:
                said = (
                    _SCORE.fullmatch(check.message) if check.max_score == 0 and check.verdict == "accepted" else None
                )
                if said:
                    score = float(said["score"].replace("−", "-"))
                    row = (-score, shown_name(result.student), said["score"])
                    found.setdefault((question.id, said["label"]), []).append(row)
    return [
        Challenge(question, label, tuple((name, text) for _, name, text in sorted(rows)[:_MOST_OF_A_CHALLENGE]))
        for (question, label), rows in found.items()
    ]
