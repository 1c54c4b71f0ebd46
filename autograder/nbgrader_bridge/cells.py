"""The cells of a release as nbgrader's gradebook has them, and a student's notebook with each in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import v4
from nbformat.notebooknode import NotebookNode

from .scores import GradeCell

_CHECK = re.compile(r"""\bgrade\(["']([\w.]+)["']\)""")
_HIDDEN = re.compile(r"\n?### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", re.DOTALL)
_NUMBER = re.compile(r"([0-9]+)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_IMAGE = re.compile(r"image/(?:png|jpeg|gif)")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


@dataclass(frozen=True)
class ReleasedCell:
    """A cell with nbgrader's metadata.

    Attributes:
        id: nbgrader's ``grade_id``: of ``q3-answer-1`` and ``q3-test-2`` the question is q3.
        source: as it was released, with hidden tests.
        points: None if nbgrader counts none for it.
    """

    id: str
    kind: str
    source: str
    is_locked: bool
    is_solution: bool
    checksum: str | None
    points: float | None

    @property
    def question(self) -> str:
        return self.id.partition("-")[0]

    @property
    def shown(self) -> str:
        """Its text without hidden tests."""
        return _HIDDEN.sub("", self.source)

    @property
    def marks(self) -> dict[str, Any]:
        """Its metadata."""
        counted = {} if self.points is None else {"points": self.points}
        return {
            "cell_type": self.kind,
            "checksum": self.checksum,
            "grade": self.points is not None,
            "grade_id": self.id,
            "locked": self.is_locked,
            "schema_version": 3,
            "solution": self.is_solution,
            "task": False,
            **counted,
        }


def released_cells(notebook: Any) -> list[ReleasedCell]:
    """The cells of a notebook in nbgrader's gradebook, question by question."""
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    cells = [
        ReleasedCell(
            id=cell.name,
            kind=cell.cell_type,
            source=cell.source or "",
            is_locked=bool(cell.locked),
            is_solution=cell.name in solutions,
            checksum=cell.checksum,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    ]
    return sorted(cells, key=lambda cell: [int(part) if part.isdigit() else part for part in _NUMBER.split(cell.id)])


def grade_cells(cells: Sequence[ReleasedCell]) -> list[GradeCell]:
    """Those that nbgrader counts points for."""
    found = []
    for cell in cells:
        if cell.points is not None:
            call = _CHECK.search(cell.source)
            check = call[1] if call and not cell.is_solution else None
            found.append(GradeCell(cell.id, cell.question, check, cell.points))
    return found


def restored(
    submitted: Sequence[NotebookNode],
    released: Sequence[ReleasedCell],
    stubs: Mapping[int, str],
    answers: Mapping[str, str],
) -> list[NotebookNode]:
    """A student's cells, with those of the release among them once each and as they were released.

    Nothing that a student wrote into metadata stays, and of outputs none. Of copies the last counts, as in nbgrader.
    A cell that is gone is put behind the one that it followed.

    Args:
        stubs: index of a cell → the question that it answers, whatever its metadata say.
        answers: question → the text of its answer, wherever it stands.
    """
    known = {cell.id: cell for cell in released}
    ids = _ids(submitted, known, stubs)
    cells = [_cell(cell, known.get(ids.get(index, ""))) for index, cell in enumerate(submitted)]
    for place, cell in enumerate(released):
        if cell.id not in ids.values() and cell.points is not None:
            text = _without_tags(answers.get(cell.question, cell.shown)) if cell.is_solution else cell.shown
            previous = {before.id for before in released[:place]}
            marked = [index for index, other in enumerate(cells) if _id(other) in previous]
            behind = marked[-1] + 1 if marked else len(cells)
            cells.insert(behind, _new(cell.kind, text, cell.marks, {}))
    for index, made in enumerate(cells):
        made["id"] = f"cell-{index}"
    return cells


def _ids(
    submitted: Sequence[NotebookNode], known: Mapping[str, ReleasedCell], stubs: Mapping[int, str]
) -> dict[int, str]:
    """Index of a cell → the id of the released cell that it is."""
    last = {name: index for index, cell in enumerate(submitted) if (name := _id(cell)) in known}
    for index, question in stubs.items():
        free = [cell.id for cell in known.values() if cell.is_solution and cell.question == question]
        free = [name for name in free if name not in last]
        if free and index not in last.values():
            last[free[0]] = index
    return {index: name for name, index in last.items()}


def _id(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def _cell(cell: NotebookNode, released: ReleasedCell | None) -> NotebookNode:
    if released:
        text = released.shown if released.is_locked else cell.source
        text = _without_tags(text) if released.kind == "markdown" else text
        return _new(released.kind, text, released.marks, cell.get("attachments", {}))
    if cell.cell_type == "code":
        return _new("code", cell.source, None, {})
    # nbconvert writes raw cells into the page as they are.
    raw = cell.cell_type == "raw"
    text = "\n".join(f"    {line}" for line in cell.source.split("\n")) if raw else cell.source
    return _new("markdown", _without_tags(text), None, cell.get("attachments", {}))


def _without_tags(markdown: str) -> str:
    """Markdown in which nothing is HTML: `< b` is none, and looks the same in prose, code and formulas."""
    return _TAG.sub("< ", markdown)


def _new(kind: str, text: str, marks: Mapping[str, Any] | None, attachments: Any) -> NotebookNode:
    metadata = {"nbgrader": dict(marks)} if marks else {}
    if kind == "code":
        return v4.new_code_cell(text, metadata=metadata)
    cell = v4.new_markdown_cell(text, metadata=metadata)
    if images := _images(attachments):
        cell["attachments"] = images
    return cell


def _images(attachments: Any) -> dict[str, dict[str, str]]:
    """The pictures that a student pasted into a cell, nothing else."""
    found: dict[str, dict[str, str]] = {}
    for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in kinds.items() if isinstance(kinds, dict) else ():
            if _IMAGE.fullmatch(kind) and isinstance(data, str) and _BASE64.fullmatch(data):
                found.setdefault(name, {})[kind] = data
    return found
