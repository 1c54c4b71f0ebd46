"""``docs/concepts.md``: which concept of the lecture is taught where, from what the questions say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.atomic import write_atomically
from lecture08_utils.checking import Assignment, Question, assignment_names, load

from .problems import Problem, first_difference

PAGE = "docs/concepts.md"

_HEAD = """\
# What the course unit teaches, and where

Every concept of the lecture, the questions in which a student meets it, and what they write there. Questions marked
*read* are read by a person. Made by `lecture08 refresh` from `concepts=` of each question in `lecture08_utils/<hw>/`.
"""
_COLUMNS = ("| concept | question | what the student writes |", "|---|---|---|")


def concepts_page(assignments: Iterable[Assignment]) -> str:
    """The page: a table for each assignment. A concept of several assignments stands in the first one's."""
    met: dict[str, list[tuple[Assignment, Question]]] = {}
    for assignment in assignments:
        for question in assignment.questions:
            for concept in question.concepts:
                met.setdefault(concept, []).append((assignment, question))
    parts = [_HEAD]
    for first in dict.fromkeys(places[0][0].name for places in met.values()):
        own = {concept: places for concept, places in met.items() if places[0][0].name == first}
        title = next(iter(own.values()))[0][0].title
        rows = [f"| {concept} | {', '.join(_places(places))} | {_names(places)} |" for concept, places in own.items()]
        parts.append("\n".join([f"## {_short(first)}: {title}\n", *_COLUMNS, *rows]) + "\n")
    return "\n".join(parts)


def write_concepts(root: Path) -> str:
    """Write the page of a course; returns its path from the root."""
    path = root / PAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, _page_of_course())
    return PAGE


def stale_concepts(root: Path) -> Iterator[Problem]:
    """The page, if it is not what the questions say; a course without ``docs/`` needs none."""
    path = root / PAGE
    if not path.parent.is_dir():
        return
    right, found = _page_of_course().encode(), path.read_bytes() if path.is_file() else b""
    if right != found:
        message = "This is not what the questions say; run `lecture08 refresh`."
        yield Problem(PAGE, first_difference(right, found), message)


def _page_of_course() -> str:
    return concepts_page(load(name, hidden=False).assignment for name in assignment_names())


def _places(places: list[tuple[Assignment, Question]]) -> Iterator[str]:
    for assignment, question in places:
        yield f"{_short(assignment.name)} {question.id}{' (read)' if question.is_manual else ''}"


def _names(places: list[tuple[Assignment, Question]]) -> str:
    names = dict.fromkeys(name for _, question in places for name in question.defines)
    return ", ".join(f"`{name}`" for name in names)


def _short(name: str) -> str:
    return name.partition("_")[0]
