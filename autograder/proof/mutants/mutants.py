"""From a source to its mutants: one fault each, in a solution region, each program once."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.release.source import Source, SourceCell
from lecture08_utils.checking.syntax import parse

from .operators import Place, variants

_LISTS_OF_STATEMENTS = ("body", "orelse", "handlers", "finalbody")


@dataclass(frozen=True)
class Key:
    """What names a mutant, whatever changes elsewhere in the source.

    Attributes:
        where: the function, as ``Class.method``.
        was: the statement in the reference; of a compound statement, its first line.
        mutant: what stands in its place; ``pass`` where it is dropped.
    """

    question: str
    where: str
    was: str
    mutant: str


@dataclass(frozen=True)
class Mutant:
    """The reference with one fault.

    Attributes:
        cell: index of the changed cell among the source's.
        line: of the changed statement in the source's file.
        text: the changed cell.
    """

    key: Key
    cell: int
    line: int
    text: str


@dataclass(frozen=True)
class _Spot:
    """A node that may be changed."""

    node: ast.AST
    place: Place
    statement: ast.stmt
    where: str


def generate(source: Source) -> list[Mutant]:
    """All mutants of a source, in its order."""
    mutants: list[Mutant] = []
    for index, cell in enumerate(source.cells):
        if cell.role == "stub" and cell.kind == "code":
            mutants += _mutants_of_cell(index, cell)
    return mutants


def even_sample(mutants: Sequence[Mutant], most: int) -> list[Mutant]:
    """At most so many of them, spread evenly over their order."""
    count = min(most, len(mutants))
    return [mutants[place * len(mutants) // count] for place in range(count)]


def _mutants_of_cell(index: int, cell: SourceCell) -> Iterator[Mutant]:
    tree = parse(cell.text)
    seen: dict[ast.stmt, set[str]] = {}
    for spot in _spots(tree, cell):
        statement = spot.statement
        programs = seen.setdefault(statement, {ast.unparse(statement)})
        for variant in variants(spot.node, spot.place):
            # To the copier, the variant is the copy of that node that it has already made.
            program = ast.unparse(copy.deepcopy(statement, {id(spot.node): variant}))
            if program not in programs:
                programs.add(program)
                key = Key(cell.question or "", spot.where, _head(ast.unparse(statement)), _head(program))
                text = _replaced(cell.text, statement, program)
                yield Mutant(key, index, cell.line + statement.lineno - 1, text)


def _head(program: str) -> str:
    """A statement on one line; of a compound one the first line alone."""
    return program.split("\n", maxsplit=1)[0]


def _replaced(text: str, statement: ast.stmt, program: str) -> str:
    """The cell with another program in the statement's place; columns count bytes."""
    lines = text.split("\n")
    assert statement.end_lineno is not None  # it comes from the parser
    before = lines[statement.lineno - 1].encode()[: statement.col_offset].decode()
    after = lines[statement.end_lineno - 1].encode()[statement.end_col_offset :].decode()
    changed = before + program.replace("\n", "\n" + " " * statement.col_offset) + after
    return "\n".join([*lines[: statement.lineno - 1], changed, *lines[statement.end_lineno :]])


def _spots(tree: ast.Module, cell: SourceCell) -> Iterator[_Spot]:
    inside = {line for region in cell.regions for line in range(region.begin + 2, region.end + 1)}
    yield from _in_statements(tree, Place(), "", inside)


def _in_statements(block: ast.AST, place: Place, where: str, inside: set[int]) -> Iterator[_Spot]:
    """The nodes of the statements in a block, outer before inner."""
    for name in _LISTS_OF_STATEMENTS:
        for statement in getattr(block, name, []):
            if statement.lineno in inside:
                yield _Spot(statement, place, statement, where)
                for child in _expressions(statement):
                    yield from _in_expression(child, place, statement, where)
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                function = statement if isinstance(statement, ast.FunctionDef) else place.function
                yield from _in_statements(statement, Place(function), f"{where}.{statement.name}".strip("."), inside)
            else:
                yield from _in_statements(statement, place, where, inside)


def _expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """The expressions of a statement, without those of statements in it and without annotations."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return
    for name, part in ast.iter_fields(statement):
        if name not in (*_LISTS_OF_STATEMENTS, "annotation"):
            yield from (child for child in (part if isinstance(part, list) else [part]) if isinstance(child, ast.AST))


def _in_expression(node: ast.AST, place: Place, statement: ast.stmt, where: str) -> Iterator[_Spot]:
    yield _Spot(node, place, statement, where)
    for name, part in ast.iter_fields(node):
        keyword = node.arg or "" if isinstance(node, ast.keyword) else place.keyword
        inner = Place(place.function, keyword, is_called=isinstance(node, ast.Call) and name == "func")
        for child in part if isinstance(part, list) else [part]:
            if isinstance(child, ast.expr | ast.keyword | ast.comprehension | ast.Slice):
                yield from _in_expression(child, inner, statement, where)
