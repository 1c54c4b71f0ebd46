"""What grading takes from an assignment as it was released: stubs, and given cells that make names."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import ReportedError
from lecture08_utils.notebooks.reading import NotebookCell, read_notebook


class NotReleased(ReportedError):
    """There is no release of the assignment."""


def stub_sources(name: str, root: Path) -> dict[str, list[str]]:
    """The text of the released stub cells of each question, to tell an untouched answer from a wrong one.

    Raises:
        NotReleased: the assignment has not been released.
    """
    found: dict[str, list[str]] = {}
    for cell in _released_cells(name, root):
        if _label(cell, "role") in ("stub", "manual"):
            found.setdefault(_label(cell, "question"), []).append(cell.source)
    return found


def given_sources(name: str, root: Path) -> list[str]:
    """The text of the released cells that make names and do nothing else: imports, and functions that are given.

    Raises:
        NotReleased: the assignment has not been released.
    """
    return [
        cell.source
        for cell in _released_cells(name, root)
        if cell.is_code and _label(cell, "role") == "prose" and _only_makes_names(cell.source)
    ]


def _released_cells(name: str, root: Path) -> Sequence[NotebookCell]:
    path = f"assignments/{name}/otter/{name}.ipynb"
    try:
        return read_notebook((root / path).read_bytes())
    except FileNotFoundError:
        raise NotReleased(f"{path}:1: There is no release yet; run `lecture08 release {name}`.") from None


def _label(cell: NotebookCell, key: str) -> str:
    return cell.metadata.get("lecture08", {}).get(key) or ""


def _only_makes_names(source: str) -> bool:
    makers = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    statements = ast.parse(source).body
    return any(isinstance(item, makers) for item in statements) and all(
        isinstance(item, (*makers, ast.Expr)) for item in statements
    )
