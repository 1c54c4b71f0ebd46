"""Read a ``py:percent`` file into cells that know their line in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .problems import AuthoringError, Problem

CellKind = Literal["code", "markdown", "raw"]

_MARKER = re.compile(r"#\s*%%")
# jupytext notes the blank lines around a cell, for a way back that we do not need.
_LEFTOVERS = ("lines_to_next_cell", "lines_to_end_of_cell_marker")


@dataclass(frozen=True)
class PercentCell:
    """One cell of a py:percent file.

    Attributes:
        text: what the notebook's cell holds, without comment signs in front of prose.
        line: line of the file on which `text` starts.
        metadata: the ``key=value`` pairs behind the cell's marker.
    """

    kind: CellKind
    text: str
    line: int
    metadata: Mapping[str, Any]


def read_cells(text: str, file: str) -> list[PercentCell]:
    """Split a py:percent file into its cells.

    Args:
        text: contents of the file.
        file: its name for messages.

    Raises:
        AuthoringError: there is something in front of the first cell marker.
    """
    import jupytext  # seconds to import, and a grader that only looks up stubs needs none of it

    starts = _marker_lines(text)
    cells = jupytext.reads(text, fmt="py:percent").cells
    if len(cells) != len(starts):
        raise AuthoringError([Problem(file, 1, "The file must start with a cell marker, `# %%` or `# %% [raw]`.")])
    return [
        _without_blank_ends(
            PercentCell(cell.cell_type, cell.source, start + 1, _clean_metadata(cell.metadata)),
        )
        for cell, start in zip(cells, starts, strict=True)
    ]


def _marker_lines(text: str) -> list[int]:
    from jupytext.stringparser import StringParser

    # A line that looks like a marker inside a multi-line string is not one; jupytext's own parser decides.
    parser = StringParser("python")
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not parser.is_quoted() and _MARKER.match(line):
            found.append(number)
        parser.read_line(line)
    return found


def _clean_metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in _LEFTOVERS}


def _without_blank_ends(cell: PercentCell) -> PercentCell:
    lines = cell.text.split("\n")
    skipped = next((index for index, line in enumerate(lines) if line.strip()), 0)
    return PercentCell(cell.kind, "\n".join(lines[skipped:]).rstrip(), cell.line + skipped, cell.metadata)
