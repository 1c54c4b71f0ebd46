"""Which global names a piece of code binds and uses."""

from __future__ import annotations

import symtable
from collections.abc import Iterator


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


def _table(code: str) -> symtable.SymbolTable:
    return symtable.symtable(code, "<code>", "exec")


def _used(table: symtable.SymbolTable) -> Iterator[str]:
    is_module = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (is_module or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _used(child)
