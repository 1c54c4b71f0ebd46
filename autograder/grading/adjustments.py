"""Points given by hand: ``adjustments.csv``, merged into the results of every run.

The file has a line ``student,question,points,reason`` and one line per question whose points a person decides::

    student,question,points,reason
    ada,q5,1.5,follows from the sign in q4; the method is right

`points` is what the whole question is worth then, in place of what its checks gave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.csv_file import read_decimal, read_rows
from autograder.errors import ReportedError
from lecture08_utils.checking import CheckedAssignment

from .gradebook import shown_name
from .names import plain_form
from .results import NOT_GRADED, Adjustment, QuestionResult, Result, Source, rounded, status_of

FILE = "adjustments.csv"
CONFIRMED = "ok"


@dataclass(frozen=True)
class Confirmation(Adjustment):
    """A person keeps the automatic points, whatever they become."""


class BadAdjustments(ReportedError):
    """A file of adjustments that cannot be used; the message names every line and what is wrong with it."""


@dataclass(frozen=True)
class Adjustments:
    """The lines of a file of adjustments.

    Attributes:
        given: student, as the file has the name → question → what a person gave.
        lines: student → where their first line stands, as ``FILE, line 7``.
        notes: sentences for the TA, about points that were cut to what the question is worth.
        sources: the files that these are from.
        open: student, as a sheet has the name → questions whose points are left empty there.
    """

    given: Mapping[str, Mapping[str, Adjustment]] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sources: frozenset[Source] = frozenset()
    open: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def by_student(self, students: Iterable[str]) -> dict[str, dict[str, Adjustment]]:
        """Student → question → what a person gave, of those who got something.

        A name of the file is a student's own, to the last blank, or else that of one student alone but for blanks
        around it, or as the gradebook shows it: nobody gets another's points by a name that looks like theirs.
        """
        students = set(students)
        found: dict[str, dict[str, Adjustment]] = {}
        # Lines with a student's own name last: they count where both forms of it give points for one question.
        for name, student in sorted(owners(self.given, students).items(), key=lambda item: item[0] in students):
            found.setdefault(student, {}).update(self.given[name])
        return found

    def left_open(self, students: Iterable[str]) -> dict[str, set[str]]:
        """Student → questions whose points are left empty in a sheet."""
        found: dict[str, set[str]] = {}
        for name, student in owners(self.open, students).items():
            found.setdefault(student, set()).update(self.open[name])
        return found

    def unused(self, students: Iterable[str]) -> list[str]:
        """A sentence for each name of the file that is none of these students', or looks like another one's."""
        students = set(students)
        alike = _alike(students)
        told = []
        for name, where in self.lines.items():
            others = sorted(alike[plain_form(name)] - {name})
            listed = ", ".join(map(repr, others))
            twice = self.given[name].keys() & {question for other in others for question in self.given.get(other, ())}
            if name in students and others:
                told.append(f"{where}: these points went to {name!r}; there is {listed} as well")
            elif name not in students and not others:
                told.append(f"{where}: there is no submission of {name!r}, so these points went to nobody")
            elif name not in students and len(others) > 1:
                told.append(f"{where}: {name!r} may be any of {listed}, so these points went to nobody")
            elif name not in students and twice:
                told.append(
                    f"{where}: {listed} has points for {', '.join(sorted(twice))} in another line, which count"
                )
        return told


def together(less: Adjustments, more: Adjustments) -> Adjustments:
    """The points of two files; where both have some for one question, those of `more` count."""
    given = {name: dict(points) for name, points in less.given.items()}
    notes = []
    for name, points in more.given.items():
        own = given.setdefault(name, {})
        for question in points.keys() & own.keys():
            if points[question].points != own[question].points:
                notes.append(
                    f"{more.lines[name]}: its {points[question].points:g} points for {question} of {name!r} count, "
                    f"not the {own[question].points:g} of {less.lines[name]}"
                )
        own.update(points)
    notes = [*less.notes, *more.notes, *sorted(notes)]
    opened = {**less.open, **more.open}
    return Adjustments(given, {**less.lines, **more.lines}, tuple(notes), less.sources | more.sources, opened)


def read_adjustments(path: Path, checked: CheckedAssignment) -> Adjustments:
    """Read a file of adjustments.

    It may come from a spreadsheet: separated by commas, semicolons or tabs, and with decimal commas.

    Raises:
        BadAdjustments: it cannot be read, or has an unknown question, a duplicate, or points that are no number.
    """
    return read_points(path, checked, "adjustments", reason="reason")


def read_points(path: Path, checked: CheckedAssignment, source: Source, *, reason: str) -> Adjustments:
    """Read a CSV of points.

    Args:
        source: what kind of file it is. In a sheet, a line without points is one that nobody has judged yet, and
            ``ok`` keeps the automatic points.
        reason: the column that says why.

    Raises:
        BadAdjustments: see `read_adjustments`.
    """
    rows = read_rows(path, ("student", "question", "points", reason), BadAdjustments)
    given: dict[str, dict[str, Adjustment]] = {}
    lines: dict[str, str] = {}
    problems: list[str] = []
    notes: list[str] = []
    left_open: dict[str, set[str]] = {}
    known = {question.id: rounded(checked.points(question.id)) for question in checked.assignment.questions}
    for line, row in rows:
        where = f"{path}, line {line}"
        # Names may differ by a blank at their end alone.
        student, question, points = row["student"], row["question"].strip(), row["points"].strip()
        is_confirmed = source == "sheet" and points.lower() == CONFIRMED
        value = 0.0 if is_confirmed else _number(points)
        if source == "sheet" and not points:
            left_open.setdefault(student, set()).add(question)
            continue
        if not student.strip():
            problems.append(f"{where}: the student is missing")
        elif question not in known:
            problems.append(f"{where}: there is no question {question!r}; the questions are {', '.join(known)}")
        elif is_confirmed and checked.assignment.question(question).is_manual:
            problems.append(f"{where}: {points!r} keeps automatic points, and {question} has none; type a number")
        elif value is None:
            problems.append(f"{where}: {points!r} is no number of points")
        elif question in given.get(student, {}):
            problems.append(f"{where}: {student!r} has points for {question} already, in a line above")
        else:
            kept = rounded(min(max(value, 0.0), known[question]))
            if kept != rounded(value):
                notes.append(
                    f"{where}: {value:g} points for {question} are taken as {kept:g}, of 0 to {known[question]:g}"
                )
            kind = Confirmation if is_confirmed else Adjustment
            given.setdefault(student, {})[question] = kind(kept, row[reason].strip(), source)
            lines.setdefault(student, where)
    if problems:
        raise BadAdjustments("\n".join(problems))
    opened = {student: frozenset(questions) for student, questions in left_open.items()}
    return Adjustments(given, lines, tuple(notes), frozenset({source}), opened)


def adjusted(result: Result, given: Mapping[str, Adjustment], checked: CheckedAssignment) -> Result:
    """A result in which a person's points take the place of the automatic ones.

    Args:
        given: question → what a person gave.
    """
    if not given:
        return result
    questions = result.questions or tuple(_unjudged(checked))
    questions = tuple(_adjusted(question, given.get(question.id)) for question in questions)
    return replace(
        result,
        status=result.status if result.status == "unreadable" else status_of(questions),
        score=rounded(sum(question.score or 0.0 for question in questions)),
        questions=questions,
    )


def unadjusted(result: Result) -> Result:
    """A result with its automatic points alone."""
    questions = () if result.status == "unreadable" else tuple(map(_automatic, result.questions))
    return replace(
        result,
        status=result.status if result.status == "unreadable" else status_of(questions),
        score=result.automatic_score,
        questions=questions,
    )


def given_by_hand(result: Result) -> dict[str, Adjustment]:
    """Question → what a person gave."""
    return {question.id: question.adjustment for question in result.questions if question.adjustment}


def _automatic(question: QuestionResult) -> QuestionResult:
    broken = sum(check.max_score for check in question.checks if check.verdict == NOT_GRADED)
    return replace(
        question,
        score=question.automatic_score,
        needs_grading=question.automatic_score is None,
        not_graded=rounded(broken),
        adjustment=None,
    )


def _adjusted(question: QuestionResult, given: Adjustment | None) -> QuestionResult:
    if given is None:
        return question
    if isinstance(given, Confirmation) and question.automatic_score is not None:
        given = Adjustment(question.automatic_score, given.reason, given.source)
    return replace(question, score=given.points, needs_grading=False, not_graded=0.0, adjustment=given)


def owners(names: Iterable[str], students: Iterable[str]) -> dict[str, str]:
    """Name of a file → the one student whom it means; who may be several, or nobody, is left out."""
    students = set(students)
    alike = _alike(students)
    meant = {name: {name} if name in students else alike[plain_form(name)] for name in names}
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1}


def _alike(students: Iterable[str]) -> Mapping[str, set[str]]:
    """A name without blanks around it, and as the gradebook shows it → the students who may be meant."""
    alike: dict[str, set[str]] = defaultdict(set)
    for student in students:
        for form in (student, shown_name(student)):
            alike[plain_form(form)].add(student)
    return alike


def _unjudged(checked: CheckedAssignment) -> Iterator[QuestionResult]:
    """The questions of a submission that could not be read."""
    for question in checked.assignment.questions:
        worth = rounded(checked.points(question.id))
        yield QuestionResult(question.id, 0.0, 0.0, worth, False, 0.0, (), None, 0.0, 0.0, ())


def _number(text: str) -> float | None:
    value = read_decimal(text)
    return value if value is not None and abs(value) < 1e6 else None
