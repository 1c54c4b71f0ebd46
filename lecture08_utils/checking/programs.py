"""What was compiled for one check, and serves the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import FunctionType
from typing import Any

# An int may be a number of points, or an index: it is a part of a program, as text is.
CONSTANTS = (int, str, type(None))


class Programs:
    """What the expressions of a question were compiled to; None for what cannot be compiled.

    Checks ask the same expressions with other numbers, and a proof asks them with twenty seeds. The functions that a
    student's function calls must stay what they are meanwhile.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, list[tuple[Mapping[str, Any], Callable | None]]] = {}

    def find(self, key: Hashable, used: Mapping[str, Any], make: Callable[[], Callable | None]) -> Callable | None:
        """The program of a key and of the objects that it uses; made if there is none."""
        known = self._known.setdefault(key, [])
        for objects, program in known:
            if objects.keys() == used.keys() and all(_is_same(objects[name], used[name]) for name in used):
                return program
        program = make()
        known.append((used, program))
        return program


def is_all_code(function: FunctionType) -> bool:
    """Whether a function is what its code and its globals say, and no more."""
    return not (function.__closure__ or function.__defaults__ or function.__kwdefaults__)


def _is_same(one: Any, other: Any) -> bool:
    """Whether an object is another one, or a check's constant or function that was defined again."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if type(one) is FunctionType:
        return is_all_code(one) and is_all_code(other) and one.__code__ == other.__code__
    return isinstance(one, CONSTANTS) and one == other
