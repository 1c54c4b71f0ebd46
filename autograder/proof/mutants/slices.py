"""The part of a solved notebook that its checks need: answers and definitions, without what is plotted in between."""

from __future__ import annotations

import ast

from autograder.engine.model import Cell
from autograder.release.source import Source
from lecture08_utils.checking.code_names import bound_names, used_names
from lecture08_utils.checking.syntax import parse

_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def needed_cells(source: Source) -> list[Cell]:
    """The reference's code cells: all answers, all cells in front of the questions, and of the others the statements
    that define something or give a value to a name that is needed.

    The index of each is its place among the source's cells.
    """
    first = next(index for index, cell in enumerate(source.cells) if cell.is_answer)
    code = {index: cell for index, cell in enumerate(source.cells) if cell.kind == "code"}
    whole = {index: cell.solved for index, cell in code.items() if cell.is_answer or index < first}
    others = {index: parse(cell.text).body for index, cell in code.items() if index not in whole}
    needed = {name for text in whole.values() for name in used_names(text)}
    needed -= {name for text in whole.values() for name in bound_names(text)}
    kept: dict[int, list[ast.stmt]] = {index: [] for index in others}
    waiting = [(index, statement) for index, statements in others.items() for statement in statements]
    while found := [item for item in waiting if _is_needed(item[1], needed)]:
        for index, statement in found:
            kept[index].append(statement)
            needed.update(used_names(ast.unparse(statement)))
        waiting = [item for item in waiting if item not in found]
    texts = whole | {index: _in_order(statements) for index, statements in kept.items() if statements}
    return [Cell(index, texts[index], source.cells[index].question) for index in sorted(texts)]


def _is_needed(statement: ast.stmt, needed: set[str]) -> bool:
    return isinstance(statement, _DEFINITIONS) or not needed.isdisjoint(bound_names(ast.unparse(statement)))


def _in_order(statements: list[ast.stmt]) -> str:
    return "\n".join(ast.unparse(statement) for statement in sorted(statements, key=lambda item: item.lineno))
