"""Is what the prose says about questions and points still true?

Read are these forms, and no others:

- in the heading of a question its name and what it is worth: ``## q4. Training (4 points)``,
  ``## q10. In words (2 points, read by a person)``;
- in front of the first question how many questions there are and what they are worth, in figures or in words:
  ``ten questions``, ``ten questions and 20 points``, ``20 points in all``, ``twenty points in total``;
- anywhere in prose the name of a question: ``q4``, ``question 4``, ``questions 1 and 2``;
- ``points: 20`` in the configuration of the assignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecture08_utils.checking import CheckedAssignment

from .problems import Problem
from .source import Source, SourceCell

_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {**{word: number for number, word in enumerate(_SMALL, start=1)}, "twenty": 20}
_NUMBER = rf"\b(\d+(?:\.\d+)?|{'|'.join(_WORDS)})"
_HEADING = re.compile(r"#+\s+(q\d+)\b(.*)")
_WORTH = re.compile(r"\((\d+(?:\.\d+)?) points?(, read by a person)?\)")
_QUESTIONS = re.compile(rf"{_NUMBER}\s+questions\b", re.IGNORECASE)
_POINTS = re.compile(
    rf"questions\s+and\s+{_NUMBER}\s+points\b|{_NUMBER}\s+points\s+in\s+(?:all|total)\b", re.IGNORECASE
)
_NAMED = re.compile(r"\bq(\d+)\b|\bquestions? (\d+)(?:(?:,| and| or| to) (\d+))?\b", re.IGNORECASE)


def check_prose(source: Source, checked: CheckedAssignment) -> Iterator[Problem]:
    """Compare what the source says with what is registered."""
    total = round(sum(checked.points(question.id) for question in checked.assignment.questions), 6)
    if source.points and source.points[0] != total:
        message = f"The assignment is to be worth {source.points[0]:g} points, but its checks and manual points are"
        yield Problem(source.file, source.points[1], f"{message} {total:g}: change the one or the other.")
    first = next((index for index, cell in enumerate(source.cells) if cell.question), len(source.cells))
    for index, cell in enumerate(source.cells):
        if cell.kind == "markdown":
            for number, line in enumerate(cell.text.split("\n"), start=cell.line):
                for message in (*_heading(line, cell, checked), *_names(line, checked)):
                    yield Problem(source.file, number, message)
            if index < first:
                for place, message in _totals(cell.text, total, len(checked.assignment.questions)):
                    yield Problem(source.file, cell.line + cell.text.count("\n", 0, place), message)


def _heading(line: str, cell: SourceCell, checked: CheckedAssignment) -> Iterator[str]:
    heading = _HEADING.match(line)
    if not heading or not cell.question:
        return
    question, rest = heading.groups()
    if question != cell.question:
        yield f"This heading says {question}, but it stands in the block of {cell.question}: change it."
    elif worth := _WORTH.search(rest):
        points = round(checked.points(question), 6)
        if float(worth[1]) != points:
            yield f"The heading says {worth[1]} points, but the checks of {question} add up to {points:g}: change it."
        if bool(worth[2]) != checked.assignment.question(question).is_manual:
            reader = "by a person" if checked.assignment.question(question).is_manual else "by checks alone"
            yield f"The heading must say who reads {question}: it is read {reader}."


def _totals(text: str, points: float, questions: int) -> Iterator[tuple[int, str]]:
    for pattern, noun, meant in ((_QUESTIONS, "questions", questions), (_POINTS, "points", points)):
        for match in pattern.finditer(text):
            number = next(filter(None, match.groups()))
            stated = _WORDS[number.lower()] if number.lower() in _WORDS else float(number)
            if stated != meant:
                yield match.start(), f"The prose says `{number} {noun}`, but there are {meant:g}: change it."


def _names(line: str, checked: CheckedAssignment) -> Iterator[str]:
    known = {question.id for question in checked.assignment.questions}
    for numbers in _NAMED.findall(line):
        for number in filter(None, numbers):
            if f"q{number}" not in known:
                yield f"The prose mentions question {number}, which does not exist: change it."
