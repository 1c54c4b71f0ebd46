"""Which cell of a submission belongs to which question, and in which order its cells run.

Our metadata says so, else nbgrader's. Where a student's editor dropped both, headings and the names that stubs define
say it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lecture08_utils.checking.registry import Assignment, Question

from .lines import LONGEST_CELL, names_bound_in_lines, only_calls_a_grader, open_names, overwritten_names
from .reading import NotebookCell, read_notebook

# As in `lines`, no pattern takes long on hostile text.
_HEADING = re.compile(r"^(?:#{1,6}[ \t]|\*\*)[ \t*]*(q[0-9]+)\b", re.MULTILINE | re.IGNORECASE)
_GRADE_ID = re.compile(r"(q[0-9]+)(?![0-9])")
_DEFINED_LINE = re.compile(r"^def[ \t]+(\w+)|^class[ \t]+(\w+)", re.ASCII | re.MULTILINE)
_BEGIN = re.compile(r"""^[ \t]*(?:\w+\.)?begin\([ \t]*["']([\w.-]+)["']""", re.MULTILINE | re.ASCII)
_FENCE = re.compile(r"^[ \t]*```.*$", re.MULTILINE)
_LOOKED_AT = 1_000_000  # a picture pasted into prose has more
_LONGEST_NOTEBOOK = 1_000_000
# Open stubs of one question; nobody makes a hundred copies.
_MOST_STUBS = 100


# Compared by identity: lists of cells are searched for one of them.
@dataclass(frozen=True, eq=False)
class MatchedCell:
    """A code cell and its place in the assignment.

    Attributes:
        index: its place in the notebook, counting all cells from 0; larger for those that are made here.
        question: the question whose checks see this cell's names; None above the first question.
        is_stub: this is where the question is answered, so an exception in it may cost the question. Cells that a
            student added never do.
        binds: names that it defines, see `lines.names_bound_in_lines`.
    """

    index: int
    source: str
    question: str | None
    is_stub: bool
    binds: frozenset[str] = frozenset()


def matched_cells(content: bytes, assignment: Assignment) -> tuple[MatchedCell, ...]:
    """The code cells of a notebook file, each with its question; see `match_cells`.

    Raises:
        UnreadableNotebook: it is none.
    """
    return match_cells(read_notebook(content), assignment)


def match_cells(cells: Sequence[NotebookCell], assignment: Assignment) -> tuple[MatchedCell, ...]:
    """The code cells of a submission in the order in which they run, each with its question.

    A cell without metadata belongs to the question above it. Cells that only call a grader are left out. An answer
    that stands elsewhere than its stub counts: a stub that is still to be filled in runs in front of it, so that it
    does not take the answer's place, and the question's names are those behind it. Nor does an experiment below it
    that gives the name to a result, as in `f = f(1)`: the question's names are those in front of that.
    """
    tags = [_tag(cell, assignment) for cell in cells]
    headings = [_heading(cell, assignment) for cell in cells]
    cells = _as_code(cells, tags, assignment)
    bound = _names_by_cell(cells)
    stubs = _stubs(cells, tags, headings, bound, assignment)
    current: str | None = None
    matched = []
    for cell, tag, heading in zip(cells, tags, headings, strict=True):
        current = stubs.get(cell.index) or (tag and tag.question) or heading or current
        is_stub = cell.index in stubs
        if cell.is_code and (is_stub or not only_calls_a_grader(cell.source)):
            question = None if tag and not tag.question else current
            matched.append(MatchedCell(cell.index, cell.source, question, is_stub, bound[cell.index]))
    for number, entry in enumerate(assignment.questions, start=len(cells)):
        _look_elsewhere(matched, entry, number)
        _end_before_overwriting(matched, entry)
    return tuple(matched)


def places(cells: Sequence[NotebookCell], assignment: Assignment) -> list[tuple[str | None, str]]:
    """The question that each cell stands in, and the role that its metadata give it: empty if they give none."""
    found: list[tuple[str | None, str]] = []
    current: str | None = None
    for cell in cells:
        tag, heading = _tag(cell, assignment), _heading(cell, assignment)
        current = (tag and tag.question) or heading or current
        # A heading is the question, not an answer to it.
        found.append((current, tag.role if tag else "prose" if heading else ""))
    return found


def assignment_named_in(cells: Sequence[NotebookCell]) -> list[str]:
    """The names in calls of `begin("…")`, which each notebook has one of."""
    return [match[1] for cell in cells for match in _BEGIN.finditer(cell.source)]


def last_cells(cells: Sequence[tuple[int, str | None]]) -> dict[str, int]:
    """Question → index of its last cell; ``""`` → of the last one in front of all questions, −1 if there is none.

    Args:
        cells: index and question of each, in the order in which they run.
    """
    ends = {"": -1}
    for index, question in cells:
        if question:
            ends[question] = index
        elif len(ends) == 1:
            ends[""] = index
    return ends


def last_cell_of(question: str, ends: Mapping[str, int]) -> int:
    """Index of the cell behind which a question's names are looked at.

    A question without cells sees what the last question before it left, in the order of their numbers.

    Args:
        ends: see `last_cells`.
    """
    earlier = [other for other in ends if _order(other) <= _order(question)]
    return ends[max(earlier, key=_order)]


def _order(question: str) -> list[tuple[int, str]]:
    """q9 comes before q10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", question)]


def _names_by_cell(cells: Sequence[NotebookCell]) -> dict[int, frozenset[str]]:
    bound: dict[int, frozenset[str]] = {}
    left = _LONGEST_NOTEBOOK
    for cell in cells:
        looked_at = cell.is_code and len(cell.source) <= min(LONGEST_CELL, left)
        left -= len(cell.source) if looked_at else 0
        bound[cell.index] = names_bound_in_lines(cell.source) if looked_at else frozenset()
    return bound


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


def _as_code(
    cells: Sequence[NotebookCell], tags: Sequence[_Tag | None], assignment: Assignment
) -> Sequence[NotebookCell]:
    """The cells, those among them as code that a slip of the keyboard made text of: the first one, and answers."""
    answered = frozenset().union(*_names_by_cell(cells).values())
    lost = assignment.defines - answered
    has_begin = any(cell.is_code and _BEGIN.search(cell.source) for cell in cells)

    def was_code(cell: NotebookCell, tag: _Tag | None) -> bool:
        if cell.is_code or (tag and tag.role == "manual"):
            return False
        definitions = _DEFINED_LINE.finditer(cell.source, 0, _LOOKED_AT) if lost else ()
        return any((found[1] or found[2]) in lost for found in definitions) or (
            not has_begin and _BEGIN.search(cell.source) is not None
        )

    return [
        replace(cell, kind="code", source=_FENCE.sub("", cell.source)) if was_code(cell, tag) else cell
        for cell, tag in zip(cells, tags, strict=True)
    ]


def _stubs(
    cells: Sequence[NotebookCell],
    tags: Sequence[_Tag | None],
    headings: Sequence[str | None],
    bound: Mapping[int, frozenset[str]],
    assignment: Assignment,
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
    for question in assignment.questions:
        if question.id in stubs.values():
            continue
        names = set(question.defines)
        defining = [
            cell.index
            for cell, tag in zip(cells, tags, strict=True)
            if cell.is_code and not tag and cell.index not in stubs and names & bound[cell.index]
        ]
        below = [index for index in defining if above[index] == question.id]
        stubs |= dict.fromkeys(below or defining[:1], question.id)
    return stubs


def _look_elsewhere(matched: list[MatchedCell], question: Question, number: int) -> None:
    """Let an answer count that does not stand in its question's stub, or that has an open stub behind it.

    Args:
        matched: changed in place.
        number: index of a cell that may be made.
    """
    bound = {cell.index: cell.binds & set(question.defines) for cell in matched}
    is_open = {index: open_names(cell.source) & bound[index] for cell in matched if bound[index := cell.index]}
    names = {index: found - is_open.get(index, frozenset()) for index, found in bound.items()}
    answers = [cell for cell in matched if names[cell.index]]
    if not answers:
        return
    defined = {cell.index: names[cell.index] & _defined_in(cell) for cell in answers}
    for stub in [cell for cell in matched if is_open.get(cell.index)][:_MOST_STUBS]:
        # Only a definition takes the place of a part of a stub: ``f = g(x)`` may be an experiment.
        answered = defined if names[stub.index] else names
        left = is_open[stub.index]
        rival = next((cell for cell in answers if cell is not stub and left & answered[cell.index]), stub)
        if matched.index(rival) < matched.index(stub):
            matched.remove(stub)
            matched.insert(matched.index(rival), stub)
    in_place = [names[cell.index] for cell in answers if cell.is_stub and cell.question == question.id]
    if set().union(*(names[cell.index] for cell in answers)) == set().union(*in_place):
        return
    end = matched.index(_last_needed(answers, names))
    if not any(cell.question == question.id for cell in matched[end:]):
        matched.insert(end + 1, MatchedCell(number, "", question.id, is_stub=False))


def _defined_in(cell: MatchedCell) -> frozenset[str]:
    return frozenset(found[1] or found[2] for found in _DEFINED_LINE.finditer(cell.source, 0, LONGEST_CELL))


def _end_before_overwriting(matched: list[MatchedCell], question: Question) -> None:
    """Take from a question the cells from the one on that overwrites its answer, unless another answer follows.

    Args:
        matched: changed in place.
    """
    names = set(question.defines)
    own = [place for place, cell in enumerate(matched) if cell.question == question.id]
    experiments = []
    for place in reversed(own):
        cell = matched[place]
        overwritten = overwritten_names(cell.source) & names if not cell.is_stub else frozenset()
        if cell.is_stub or (cell.binds & names) - overwritten:
            break
        experiments.append((place, overwritten))
    while experiments and not experiments[-1][1]:
        experiments.pop()
    bound = set().union(*(cell.binds for cell in matched[: experiments[-1][0]])) if experiments else set()
    if experiments and experiments[-1][1] <= bound:
        for place, _ in experiments:
            matched[place] = replace(matched[place], question=None)


def _last_needed(answers: Sequence[MatchedCell], names: Mapping[int, frozenset[str]]) -> MatchedCell:
    """Up to which of the cells all is bound that any of them binds: later ones are further experiments."""
    missing = set().union(*(names[cell.index] for cell in answers))
    for cell in answers:
        missing -= names[cell.index]
        if not missing:
            break
    return cell
