"""Bytes of a submission to cells. A notebook is JSON; reading it takes nothing else."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SAVE_AGAIN = "open it in Jupyter, save it, and hand it in again"
# 50 MB of brackets would become gigabytes of lists, and minutes in which no other submission goes on. This many take
# two seconds; honest notebooks have thousands.
_MAX_PARTS = 2_000_000
_MAX_CELLS = 5_000
_MAX_SHOWN = 40
# Half of a character that two codes make, as a damaged emoji leaves it: no Python takes it in a source.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class UnreadableNotebook(Exception):
    """Bytes that are no notebook; the message says what they are and what to do."""


@dataclass(frozen=True)
class NotebookCell:
    """One cell as the student saved it; `index` counts all cells."""

    index: int
    kind: str
    source: str
    metadata: Mapping[str, Any]

    @property
    def is_code(self) -> bool:
        return self.kind == "code"


def read_notebook(content: bytes) -> tuple[NotebookCell, ...]:
    """The cells of a notebook.

    Raises:
        UnreadableNotebook: the bytes are something else; the message is for student and TA.
    """
    notebook = _parse(content)
    if not isinstance(notebook, dict) or not {"cells", "worksheets", "nbformat"} & notebook.keys():
        raise UnreadableNotebook(f"The file is JSON but no notebook: {_SAVE_AGAIN}.")
    cells = _cells(notebook)
    if not isinstance(cells, list) or not cells:
        raise UnreadableNotebook("The notebook has no cells: hand in the one that you worked in.")
    if len(cells) > _MAX_CELLS:
        raise UnreadableNotebook(
            f"The notebook has {len(cells)} cells, at most {_MAX_CELLS} are read: delete what is no answer, and "
            "hand it in again."
        )
    return tuple(_cell(index, cell) for index, cell in enumerate(cells))


def python_version(content: bytes) -> tuple[int, int] | None:
    """Major and minor version of the Python that a notebook says it was written in; None if it does not say."""
    try:
        version = json.loads(content)["metadata"]["language_info"]["version"]
        major, minor = version.split(".")[:2]
        return int(major), int(minor)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _cells(notebook: dict[str, Any]) -> Any:
    version = notebook.get("nbformat")
    if version == 4 and "cells" in notebook:
        return notebook["cells"]
    sheets = notebook.get("worksheets")
    if version == 3 and isinstance(sheets, list) and all(_has_cells(sheet) for sheet in sheets):
        return [cell for sheet in sheets for cell in sheet["cells"]]
    is_old = "worksheets" in notebook or (isinstance(version, int) and version < 4)
    what = (
        f"version {repr(version)[:_MAX_SHOWN]} of the notebook format"
        if is_old or version != 4
        else "a notebook without cells"
    )
    raise UnreadableNotebook(f"The file is {what}; version 4 is needed: {_SAVE_AGAIN}.")


def _has_cells(sheet: Any) -> bool:
    return isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)


def _parse(content: bytes) -> Any:
    if not content.strip():
        raise UnreadableNotebook("The file is empty: save the notebook, and hand it in again.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in content[:4]:
        raise UnreadableNotebook(f"The file is UTF-16 text; a notebook is UTF-8: {_SAVE_AGAIN}.")
    if sum(map(content.count, (b"[", b"{", b","))) > _MAX_PARTS:
        raise UnreadableNotebook(
            "The file has far more parts than a notebook: clear its outputs, and hand it in again."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableNotebook(f"The file is not UTF-8 text (byte {error.start}): {_SAVE_AGAIN}.") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableNotebook(
            f"The file is not a notebook, or a damaged one (no JSON from {where} on): {_SAVE_AGAIN}."
        ) from None
    except (ValueError, RecursionError):
        raise UnreadableNotebook(f"The file is JSON that no notebook contains: {_SAVE_AGAIN}.") from None


def _cell(index: int, cell: Any) -> NotebookCell:
    if not isinstance(cell, dict):
        raise UnreadableNotebook(f"Cell {index + 1} of the notebook is damaged: {_SAVE_AGAIN}.")
    source = cell.get("source", cell.get("input", ""))  # "input": version 3
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = _joined(source)
    if not isinstance(source, str) or not isinstance(cell.get("cell_type"), str):
        raise UnreadableNotebook(f"Cell {index + 1} of the notebook is damaged: {_SAVE_AGAIN}.")
    kind, metadata = cell["cell_type"], cell.get("metadata")
    if kind == "heading":  # version 3
        kind, source = "markdown", f"# {source}"
    source = _HALF_CHARACTER.sub("\ufffd", source)
    return NotebookCell(index, kind, source, metadata if isinstance(metadata, dict) else {})


def _joined(lines: list[str]) -> str:
    # Some tools write lines without their ends, which the format asks for.
    without_ends = len(lines) > 1 and not any(line.endswith(("\n", "\r")) for line in lines)
    return ("\n" if without_ends else "").join(lines)
