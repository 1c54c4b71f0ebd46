"""What grading takes from an assignment as it was released: stubs, and cells that make names or show something."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from autograder.errors import ReportedError
from lecture08_utils.checking.code_names import bound_names
from lecture08_utils.checking.syntax import parse
from lecture08_utils.notebooks.reading import NotebookCell, read_notebook


class NotReleased(ReportedError):
    """There is no release of the assignment."""


def released_cells(name: str, root: Path) -> Sequence[NotebookCell]:
    """The cells of an assignment's notebook as students got it.

    Raises:
        NotReleased: the assignment has not been released.
    """
    path = f"assignments/{name}/otter/{name}.ipynb"
    try:
        return read_notebook((root / path).read_bytes())
    except FileNotFoundError:
        raise NotReleased(f"{path}:1: There is no release yet; run `lecture08 release {name}`.") from None


def stub_sources(cells: Sequence[NotebookCell]) -> dict[str, list[str]]:
    """The text of the released stub cells of each question, to tell an untouched answer from a wrong one."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        if _label(cell, "role") in ("stub", "manual"):
            found.setdefault(_label(cell, "question"), []).append(cell.source)
    return found


def given_sources(cells: Sequence[NotebookCell]) -> list[str]:
    """The text of the released cells that make names and do nothing else: imports, and functions that are given."""
    return [
        cell.source
        for cell in cells
        if cell.is_code and _label(cell, "role") == "prose" and _only_makes_names(cell.source)
    ]


def showing_sources(cells: Sequence[NotebookCell], defined: Set[str]) -> dict[str, frozenset[str]]:
    """The text of the released cells that only show something, each with the names that it makes on the way.

    Args:
        defined: names that the questions define. A cell that makes one of them does more than to show something.
    """
    return {
        cell.source: bound_names(cell.source)
        for cell in cells
        if cell.is_code and _label(cell, "role") == "prose" and _only_shows(cell.source, defined)
    }


def _label(cell: NotebookCell, key: str) -> str:
    return cell.metadata.get("lecture08", {}).get(key) or ""


def _only_makes_names(source: str) -> bool:
    makers = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    statements = parse(source).body
    return any(isinstance(item, makers) for item in statements) and all(
        isinstance(item, (*makers, ast.Expr)) for item in statements
    )


def _only_shows(source: str, defined: Set[str]) -> bool:
    """Whether a cell changes nothing but names of its own.

    It imports nothing, and of objects that other cells made it sets no part and calls no method for its effect.
    """
    nodes = list(ast.walk(parse(source)))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    others = {root for node in nodes for root in _changed_by(node)} - own
    return not others and not bound_names(source) & defined and not _only_makes_names(source)


def _changed_by(node: ast.AST) -> Iterator[str]:
    """Names of objects that a piece of code changes; "" for what is not an object of the notebook's."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal | ast.Delete):
        yield ""
    elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
        yield _root(node)
    elif (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute)
    ):
        yield _root(node.value.func)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
