"""Bytes of a submission to cells. A notebook is JSON; reading it takes nothing else."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SAVE_AGAIN = "open it in Jupyter, save it, and hand it in again"
# 50 MB of brackets would become gigabytes of lists, and minutes in which no other submission goes on. This many take
# two seconds; honest notebooks have thousands.
_MAX_PARTS = 2_000_000


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
    version = notebook.get("nbformat")
    if version != 4 or "cells" not in notebook:
        is_old = "worksheets" in notebook or (isinstance(version, int) and version < 4)
        what = f"version {version!r} of the notebook format" if is_old or version != 4 else "a notebook without cells"
        raise UnreadableNotebook(f"The file is {what}; version 4 is needed: {_SAVE_AGAIN}.")
    cells = notebook["cells"]
    if not isinstance(cells, list) or not cells:
        raise UnreadableNotebook("The notebook has no cells: hand in the one that you worked in.")
    return tuple(_cell(index, cell) for index, cell in enumerate(cells))


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
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or not isinstance(cell.get("cell_type"), str):
        raise UnreadableNotebook(f"Cell {index + 1} of the notebook is damaged: {_SAVE_AGAIN}.")
    metadata = cell.get("metadata")
    return NotebookCell(index, cell["cell_type"], source, metadata if isinstance(metadata, dict) else {})
