"""Which assignment a notebook belongs to, and whether anything was done in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lecture08_utils.notebooks.lines import names_bound_in_lines
from lecture08_utils.notebooks.matching import assignment_named_in
from lecture08_utils.notebooks.reading import NotebookCell, read_notebook

from .matching import with_plain_spaces

if TYPE_CHECKING:
    from .submission import GradingTask

_OTTER = re.compile(r"""\botter\.Notebook\([ \t]*["']([\w.-]+)\.ipynb["']""")
_OTTER_METADATA = re.compile(rb'"assignment_name":[ \t]*"([\w.-]+)"')
# "hw1_autodiff (1)", "hw1_autodiff-Copy1", "Copy of hw1_autodiff", "hw1_autodiff_final"
_BEFORE_COPY = r"(?:copy|kopie)[ _](?:of|von)[ _]"
_AFTER_COPY = r"(?:[ _-]{0,3}(?:\(\d{1,3}\)|(?:copy|kopie|v)?\d{0,3}|final|new|neu|old|alt|solved|solution))"
EXACT, COPY = 3, 2
# Two assignments may share a name or two, such as `train`.
_SHARE_OF_NAMES = 1 / 3
# A notebook with this many cells that say they are stubs, but have none of an assignment's names, is another one's.
_STUBS_OF_A_COURSE = 3
# Real notebooks have a tenth of this; more is not looked at, which may take a second for a million lines.
_MAX_LETTERS_OF_A_CELL = 10**5
_MAX_LETTERS = 10**6
ANOTHER = "another assignment"


@dataclass(frozen=True)
class Marks:
    """How notebooks of an assignment are told from others.

    Attributes:
        others: names of the course's other assignments.
        defines: the names that its stubs define.
        stubs: the texts of its stubs as released.
    """

    name: str
    others: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    stubs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, task: GradingTask, all_assignments: Iterable[str] = ()) -> Marks:
        """The marks of what a task grades."""
        assignment = task.checked.assignment
        return cls(
            assignment.name,
            frozenset(all_assignments) - {assignment.name},
            assignment.defines,
            _normal_texts(task.stubs),
        )


@dataclass(frozen=True)
class Contents:
    """What a look into a notebook tells.

    Attributes:
        assignment: whose notebook it is, `ANOTHER` if of one that it does not name; None if nothing says so.
        answers: how many names have an answer that was begun, that is, one that is no stub as released.
    """

    assignment: str | None
    answers: int


def look_into(content: bytes, marks: Marks) -> Contents:
    """Recognise a notebook by ``begin("…")``, otter's cell and metadata, the names that it defines, and its stubs.

    Raises:
        UnreadableNotebook: it is none.
    """
    code = [cell for cell in read_notebook(content) if cell.is_code and len(cell.source) <= _MAX_LETTERS_OF_A_CELL]
    lengths = accumulate(len(cell.source) for cell in code)
    cells = [cell for cell, length in zip(code, lengths, strict=True) if length <= _MAX_LETTERS]
    changed = [cell for cell in cells if with_plain_spaces(cell.source) not in marks.stubs]
    begun = {name for cell in changed for name in names_bound_in_lines(cell.source) & marks.defines}
    return Contents(_assignment(cells, content, marks), len(begun))


def likeness(file: str, assignment: str) -> int:
    """How much a notebook's name says that it is of an assignment.

    Returns:
        `EXACT`: it is the assignment's name; `COPY`: a copy's; 1: the name is a part of it; 0: nothing.
    """
    name, title = file.lower().removesuffix(".ipynb").strip(), assignment.lower()
    if name == title:
        return EXACT
    if re.fullmatch(f"(?:{_BEFORE_COPY})?{re.escape(title)}{_AFTER_COPY}{{0,3}}", name[:200]):
        return COPY
    return int(_letters(title) in _letters(name) or _letters(name) == _letters(title.split("_")[0]))


def is_named_after(folder: str, marks: Marks) -> bool:
    """Whether a folder has the name of an assignment, or its number: "hw1_autodiff", "hw1", "HW 1"."""
    known = {marks.name, *marks.others}
    return _letters(folder) in {_letters(form) for name in known for form in (name, name.split("_")[0])}


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def _assignment(cells: Sequence[NotebookCell], content: bytes, marks: Marks) -> str | None:
    declared = set(assignment_named_in(cells))
    declared = declared or {name for cell in cells for name in _OTTER.findall(cell.source)}
    declared = declared or {name.decode("utf-8", "replace") for name in _OTTER_METADATA.findall(content)}
    ours = [names_bound_in_lines(cell.source) & marks.defines for cell in cells]
    if marks.name in declared or len(frozenset().union(*ours)) > _SHARE_OF_NAMES * len(marks.defines):
        return marks.name
    stubs = [names for cell, names in zip(cells, ours, strict=True) if _is_stub(cell)]
    strange = sum(not names for names in stubs)
    is_another = bool(marks.defines) and strange >= _STUBS_OF_A_COURSE and 2 * strange > len(stubs)
    return min(declared & marks.others, default=ANOTHER if is_another else None)


def _is_stub(cell: NotebookCell) -> bool:
    ours, nbgrader = cell.metadata.get("lecture08"), cell.metadata.get("nbgrader")
    return (isinstance(ours, dict) and ours.get("role") == "stub") or (
        isinstance(nbgrader, dict) and nbgrader.get("solution") is True
    )


def _normal_texts(stubs: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(with_plain_spaces(text) for texts in stubs.values() for text in texts)
