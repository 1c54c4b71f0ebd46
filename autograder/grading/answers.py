"""What a student wrote for each question, as text for a person to read."""

from __future__ import annotations

from lecture08_utils.checking import Assignment
from lecture08_utils.notebooks.matching import match_cells, places
from lecture08_utils.notebooks.reading import UnreadableNotebook, read_notebook

# Otter's and nbgrader's way to say that nothing was written yet.
_PLACEHOLDERS = frozenset({"_Type your answer here, replacing this text._", "YOUR ANSWER HERE"})


def answers(content: bytes, assignment: Assignment) -> dict[str, str]:
    """Question → the cells that answer it; a question without an answer is missing.

    Nothing is run. What a notebook that cannot be read holds is no answer.
    """
    try:
        cells = read_notebook(content)
    except UnreadableNotebook:
        return {}
    manual = {question.id for question in assignment.questions if question.is_manual}
    found: dict[str, list[str]] = {}
    for cell, (question, role) in zip(cells, places(cells, assignment), strict=True):
        if question in manual and role in ("manual", "stub", "") and cell.source.strip() not in _PLACEHOLDERS:
            found.setdefault(question, []).append(cell.source.strip())
    for code in match_cells(cells, assignment):
        if code.is_stub and code.question and code.question not in manual:
            found.setdefault(code.question, []).append(code.source.strip())
    return {question: text for question, parts in found.items() if (text := "\n\n".join(filter(None, parts)))}
