"""What a check has asked so far, as the shortest code that asks it again in a notebook."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .code_names import bound_names, used_names
from .syntax import parse
from .values import show_code


@dataclass(frozen=True)
class _Entry:
    """Code with the global names that it assigns and that it uses, those inside its functions included.

    `defines_only`: it does nothing but bind names, so that without a use for them it can be left out.
    """

    code: str
    assigned: frozenset[str]
    used: frozenset[str]
    defines_only: bool


class Transcript:
    """Data and code in the order in which a check sent them."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []

    def add_data(self, data: Mapping[str, Any]) -> None:
        """Names and plain values."""
        self._entries += [_data_entry(name, value) for name, value in data.items()]

    def add_code(self, code: str) -> None:
        """Statements."""
        self._entries.append(_code_entry(code))

    def show(self, expression: str, data: Mapping[str, Any]) -> str:
        """Code that evaluates an expression again: imports first, then what it needs, each line once.

        Args:
            data: names and values that were sent with the expression alone.
        """
        asked = [_data_entry(name, value) for name, value in data.items()]
        entries = _needed([*self._entries, *asked, _code_entry(expression)])
        lines = [line for entry in entries for line in entry.code.splitlines()]
        imports = dict.fromkeys(filter(_is_import, lines))
        return "\n".join([*imports, *(line for line in lines if not _is_import(line))])


def _data_entry(name: str, value: Any) -> _Entry:
    return _Entry(show_code(name, value), frozenset([name]), frozenset(), defines_only=True)


def _code_entry(code: str) -> _Entry:
    return _Entry(code, bound_names(code), used_names(code), all(map(_only_defines, parse(code).body)))


def _only_defines(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Lambda) and all(
            isinstance(item, ast.Name) for item in statement.targets
        )
    return isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef)


def _is_import(line: str) -> bool:
    return line.startswith(("import ", "from "))


def _needed(entries: list[_Entry]) -> list[_Entry]:
    """The entries that do something, and those that bind a name for them which nothing binds again before its use."""
    names: set[str] = set()
    size = -1
    while len(names) > size:
        size = len(names)
        names.update(*(entry.used for entry in entries if not entry.defines_only or entry.assigned & names))
    kept: list[_Entry] = []
    for entry in reversed(entries):
        if not entry.defines_only or any(_is_live(name, kept) for name in entry.assigned & names):
            kept.insert(0, entry)
    return kept


def _is_live(name: str, later: list[_Entry]) -> bool:
    """Whether something may use the value of a name before it is bound again."""
    for entry in later:
        # What acts may call a function that was defined earlier and uses the name.
        if name in entry.used or not entry.defines_only:
            return True
        if name in entry.assigned:
            return False
    return True
