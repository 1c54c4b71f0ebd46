"""Which global names a piece of code binds and uses."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Collection, Iterator

from .syntax import parse


def bound_names(code: str) -> frozenset[str]:
    """Names that the code gives a value to, or imports, outside of its functions.

    Raises:
        SyntaxError: it is not Python.
    """
    symbols = _table(code).get_symbols()
    return frozenset(symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported())


def used_names(code: str) -> frozenset[str]:
    """Global names that the code reads, in its functions too.

    Raises:
        SyntaxError: it is not Python.
    """
    return frozenset(_used(_table(code)))


def outermost_calls(code: str, names: Collection[str]) -> frozenset[str]:
    """Those of the names whose values the code looks at, not those that only make an argument for another one.

    Of ``f(g(3), x)`` that is f. A function that is passed on without a call, as in ``grad(f)(g(3))``, counts.

    Raises:
        SyntaxError: it is not Python.
    """
    return frozenset(_outermost(parse(code), names))


def _outermost(node: ast.AST, names: Collection[str]) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id} & set(names)
    if isinstance(node, ast.Call) and (found := _outermost(node.func, names)):
        return found
    return set().union(*(_outermost(child, names) for child in ast.iter_child_nodes(node)))


def _table(code: str) -> symtable.SymbolTable:
    return symtable.symtable(code, "<code>", "exec")


def _used(table: symtable.SymbolTable) -> Iterator[str]:
    is_module = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (is_module or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _used(child)
