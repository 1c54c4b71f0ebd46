"""What the TA is told about cells that failed, and whether a newer Python would have run them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.engine.model import Fault
from lecture08_utils.checking.text import one_line
from lecture08_utils.notebooks.matching import MatchedCell
from lecture08_utils.notebooks.reading import python_version

_MOST_NOTES = 6
_SHOWN = 60
_SHOWN_FAULT = 200
# Type parameters and aliases, of Python 3.12.
_NEWER_SYNTAX = re.compile(r"^[ \t]*(?:def|class)[ \t]+(\w+)\[|^[ \t]*type[ \t]+(\w+)[ \t]*=", re.MULTILINE)
# Not a cell that raises something else and mentions it.
_NO_PYTHON = re.compile(r"Your code raised (?:Syntax|Indentation|Tab)Error\b")


def notes_on_cells(cells: Sequence[MatchedCell], faults: Mapping[int, Fault]) -> Iterator[str]:
    """A line for each cell that failed, where that may have cost points: stubs, and cells in front of the first."""
    first = next((place for place, cell in enumerate(cells) if cell.is_stub), 0)
    told = [cell for place, cell in enumerate(cells) if cell.index in faults and (cell.is_stub or place < first)]
    for cell in told[:_MOST_NOTES]:
        fault = faults[cell.index]
        what = one_line(fault.detail or fault.message, _SHOWN_FAULT)
        place = f" of {cell.question}" if cell.question else ""
        yield f"cell {cell.index + 1}{place} failed ({one_line(_first_line(cell.source), _SHOWN)}): {what}"
    if len(told) > _MOST_NOTES:
        yield f"{len(told) - _MOST_NOTES} more cells failed"


@dataclass(frozen=True)
class UnreadCell:
    """A cell that only a newer Python can read.

    Attributes:
        question: None if it stands above all of them.
        names: that it would have defined, as far as can be told.
        advice: what to do, for the TA.
    """

    question: str | None
    names: frozenset[str]
    advice: str


def needs_newer_python(cells: Sequence[MatchedCell], faults: Mapping[int, Fault], content: bytes) -> list[UnreadCell]:
    """The cells that only a newer Python can read, as the file claims, or a look at them says.

    Args:
        content: the file.
    """
    unread = [cell for cell in cells if cell.index in faults and _NO_PYTHON.match(faults[cell.index].message)]
    said, here = (python_version(content) if unread else None) or (3, 0), sys.version_info[:2]
    found = []
    for cell in unread:
        newer = list(_NEWER_SYNTAX.finditer(cell.source)) if here < (3, 12) else []
        written = max(said, (3, 12)) if newer else said
        if written > here:
            advice = (
                f"cell {cell.index + 1} is not Python {here[0]}.{here[1]}, and the notebook says that it was written "
                f"in {written[0]}.{written[1]}: grade it with that"
            )
            names = cell.binds | {match[1] or match[2] for match in newer}
            found.append(UnreadCell(cell.question, names, advice))
    return found


def _first_line(source: str) -> str:
    return source.lstrip()[: 2 * _SHOWN].partition("\n")[0]
