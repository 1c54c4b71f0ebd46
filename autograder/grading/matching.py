"""Cells of a submission beside those that were released: what is run for a cell, and when two are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from autograder.engine.model import Cell
from lecture08_utils.notebooks.lines import names_bound_in_lines
from lecture08_utils.notebooks.matching import MatchedCell

# Of the lines of a given cell that was changed, to be taken for it.
_SHARE_OF_LINES = 0.5
_LONGEST = 50_000
_NOTHING: Mapping[str, frozenset[str]] = MappingProxyType({})


def cells_to_run(
    cells: Sequence[MatchedCell], given: Sequence[str] = (), showing: Mapping[str, frozenset[str]] = _NOTHING
) -> list[Cell]:
    """The cells as the engine takes them.

    Args:
        given: sources, as released, of cells that make names for the questions. Where a student's cell that has most
            of such a one's lines fails, the released one runs as well; one that was deleted runs in front of all
            others, if nobody makes some of its names.
        showing: sources, as released, of cells that only show something, with the names that they make. Where
            nothing uses these, a student's cell that is the same is not run.
    """
    released: dict[int, str] = {}
    deleted: list[str] = []
    bound = frozenset().union(*(cell.binds for cell in cells))
    lines = {cell.index: _lines(cell.source) for cell in cells if not cell.is_stub and len(cell.source) < _LONGEST}
    for source in given:
        wanted = _lines(source)
        closest = max(lines, key=lambda index: len(wanted & lines[index]), default=None)
        if closest is not None and lines[closest] == wanted:
            continue
        if closest is not None and len(wanted & lines[closest]) >= _SHARE_OF_LINES * len(wanted):
            # Two given cells may have been merged into one.
            released[closest] = f"{released[closest]}\n\n{source}" if closest in released else source
        elif names_bound_in_lines(source) - bound:
            deleted.append(source)
    shows = {with_plain_spaces(source): names for source, names in showing.items()}
    after_all = max((cell.index for cell in cells), default=-1) + 1
    put_back = [Cell(number, source) for number, source in enumerate(deleted, start=after_all)]
    return put_back + [
        Cell(
            cell.index,
            cell.source,
            cell.question,
            released.get(cell.index, ""),
            None if cell.is_stub else shows.get(with_plain_spaces(cell.source)),
        )
        for cell in cells
    ]


def _lines(source: str) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, source.splitlines())))


def with_plain_spaces(source: str) -> str:
    """A source with one space for each stretch of blanks and line ends, which editors change."""
    return " ".join(source.split())
