"""Notebooks as plain nbformat-4.5 JSON: small builders, and the one way in which they are written to files.

nbformat itself takes a second to import and fills in random ids; a dict does neither.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .cell import Role

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE_INFO = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}

Notebook = dict[str, Any]


def make_cell(kind: str, text: str, question: str | None, role: Role, **metadata: Any) -> dict[str, Any]:
    """A cell without outputs that says which question it belongs to and what it is for."""
    cell: dict[str, Any] = {
        "cell_type": kind,
        "metadata": {"lecture08": {"question": question, "role": role}, **metadata},
        "source": text,
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def make_notebook(cells: Sequence[dict[str, Any]], metadata: Mapping[str, Any] | None = None) -> Notebook:
    """A notebook of these cells, each with an id that depends on nothing but its place and purpose."""
    notebook: Notebook = {
        "cells": list(cells),
        "metadata": {**(metadata or {}), "kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    _number_cells(notebook)
    return notebook


def _number_cells(notebook: Notebook) -> None:
    seen: Counter[str] = Counter()
    for cell in notebook["cells"]:
        label = cell["metadata"]["lecture08"]
        stem = f"{label['question'] or 'text'}-{label['role']}"
        seen[stem] += 1
        cell["id"] = f"{stem}-{seen[stem]}"


def cell_text(cell: Mapping[str, Any]) -> str:
    """The text of a cell; files may hold it as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def to_json(notebook: Notebook) -> str:
    """The text of a notebook's file: sorted keys, one line of source per line, as Jupyter writes it."""
    cells = [{**cell, "source": cell_text(cell).splitlines(keepends=True)} for cell in notebook["cells"]]
    return json.dumps({**notebook, "cells": cells}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def load_notebook(path: Path) -> Notebook:
    """Read one of our own notebooks."""
    return json.loads(path.read_text(encoding="utf-8"))
