"""Which cell of a submission belongs to which question.

Our metadata says so, else nbgrader's. Where a student's editor dropped both, headings and the names that stubs define
say it. Student code is looked at with regular expressions only: Python's parser can be crashed from outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.engine.model import Cell, lines_of
from lecture08_utils.checking.registry import Assignment

from .notebook import NotebookCell, read_notebook

# None of these patterns has two neighbours that match the same character: on hostile text that would take for ever.
_HEADING = re.compile(r"^(?:#{1,6}[ \t]|\*\*)[ \t*]*(q[0-9]+)\b", re.MULTILINE | re.IGNORECASE)
# A picture pasted into prose has megabytes.
_LOOKED_AT = 1_000_000
_GRADE_ID = re.compile(r"(q[0-9]+)(?![0-9])")
_BINDING = re.compile(
    r"^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE | re.ASCII
)
# Otter is not in the sandbox, and a question is not lost because its cell ends in a call of otter's self-check.
_OTTER_LINE = re.compile(
    r"^([ \t]*)(?:import otter|grader[ \t]*=[ \t]*otter\.Notebook\(.*\)"
    r"|grader\.(?:check|check_all|export)\(.*\))[ \t;]*$",
    re.MULTILINE,
)
# What a cell that only calls a grader consists of; our own calls do nothing in a worker.
_IDLE_LINE = re.compile(r"""(?:\#.*|pass|(?:check|grade)\(\s*["'][\w.]+["']\s*\);?)?""")


@dataclass(frozen=True)
class MatchedCell:
    """A code cell and its place in the assignment.

    Attributes:
        question: the question whose checks see this cell's names; None above the first question.
        is_stub: this is where the question is answered, so an exception in it costs the question. Cells that a
            student added never do.
    """

    index: int
    source: str
    question: str | None
    is_stub: bool

    def to_run(self) -> Cell:
        """The cell as the engine takes it."""
        return Cell(self.index, self.source, self.question)


def matched_cells(content: bytes, assignment: Assignment) -> tuple[MatchedCell, ...]:
    """The code cells of a notebook file, each with its question; see `match_cells`.

    Raises:
        UnreadableNotebook: it is none.
    """
    return match_cells(read_notebook(content), assignment)


def match_cells(cells: Sequence[NotebookCell], assignment: Assignment) -> tuple[MatchedCell, ...]:
    """The code cells of a submission, each with its question.

    A cell without metadata belongs to the question above it. Cells that only call a grader are left out, and
    otter's calls are taken out of the others.
    """
    tags = [_tag(cell, assignment) for cell in cells]
    headings = [_heading(cell, assignment) for cell in cells]
    stubs = _stubs(cells, tags, headings, assignment)
    current: str | None = None
    matched = []
    for cell, tag, heading in zip(cells, tags, headings, strict=True):
        current = stubs.get(cell.index) or (tag and tag.question) or heading or current
        is_stub = cell.index in stubs
        source = _OTTER_LINE.sub(r"\1pass", cell.source)
        if cell.is_code and (is_stub or not _is_idle(source)):
            matched.append(MatchedCell(cell.index, source, None if tag and not tag.question else current, is_stub))
    return tuple(matched)


def names_bound_in_lines(source: str) -> frozenset[str]:
    """Names that a cell defines at its top level, as far as a look at its lines can tell."""
    return frozenset(name for match in _BINDING.finditer(source) for name in match.groups() if name)


@dataclass(frozen=True)
class _Tag:
    question: str | None
    role: str


def _tag(cell: NotebookCell, assignment: Assignment) -> _Tag | None:
    known = {question.id for question in assignment.questions}
    ours = cell.metadata.get("lecture08")
    if isinstance(ours, dict) and isinstance(ours.get("role"), str):
        question = ours.get("question")
        if question is None or (isinstance(question, str) and question in known):
            return _Tag(question, ours["role"])
    nbgrader = cell.metadata.get("nbgrader")
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        found = _GRADE_ID.match(nbgrader["grade_id"])
        if found and found[1] in known:
            return _Tag(found[1], "stub" if nbgrader.get("solution") is True else "check")
    return None


def _heading(cell: NotebookCell, assignment: Assignment) -> str | None:
    if cell.kind != "markdown":
        return None
    found = _HEADING.search(cell.source, 0, _LOOKED_AT)
    question = found[1].lower() if found else None
    return question if any(item.id == question for item in assignment.questions) else None


def _is_idle(source: str) -> bool:
    return all(_IDLE_LINE.fullmatch(line.strip()) for line in lines_of(source))


def _stubs(
    cells: Sequence[NotebookCell], tags: Sequence[_Tag | None], headings: Sequence[str | None], assignment: Assignment
) -> dict[int, str]:
    """Index of a stub's cell → its question.

    A question without a tagged stub gets the untagged cells that define its names: those below its heading, else
    the first one anywhere.
    """
    stubs = {
        cell.index: tag.question
        for cell, tag in zip(cells, tags, strict=True)
        if cell.is_code and tag and tag.question and tag.role == "stub"
    }
    above: list[str | None] = []
    for tag, heading in zip(tags, headings, strict=True):
        above.append((tag and tag.question) or heading or (above[-1] if above else None))
    unanswered = [question for question in assignment.questions if question.id not in stubs.values()]
    # Once for all questions, since a cell may be long.
    bound = {
        cell.index: names_bound_in_lines(cell.source)
        for cell, tag in zip(cells, tags, strict=True)
        if unanswered and cell.is_code and not tag
    }
    for question in unanswered:
        names = set(question.defines)
        defining = [index for index, defined in bound.items() if index not in stubs and names & defined]
        below = [index for index in defining if above[index] == question.id]
        stubs |= dict.fromkeys(below or defining[:1], question.id)
    return stubs
