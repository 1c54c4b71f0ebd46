"""The given cells of a notebook that nothing needs, such as those that draw figures, which are not run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lecture08_utils.checking.codec import encode
from lecture08_utils.checking.text import plain_text

from .model import Cell
from .replies import decode_reply
from .worker_handle import Allowance

_LOOK = Allowance(cpu_seconds=10.0, wall_seconds=30.0, reply_bytes=2**14)


class UnneededCells:
    """The unneeded ones among a notebook's cells. The worker finds them: reading student code is its work.

    Attributes:
        indices: of the cells that need not be run; empty until they have been looked for.
    """

    def __init__(self, cells: Sequence[Cell]):
        self.indices: frozenset[int] = frozenset()
        self._cells = tuple(cells)
        self._showing = frozenset(cell.index for cell in cells if cell.shows is not None)
        self._is_settled = not self._showing

    def find(self, exchange: Callable[[bytes, Allowance], bytes]) -> None:
        """Have a worker look for them, once. If that fails, all cells are needed.

        Args:
            exchange: hands a request to the worker and returns its reply; what it raises is passed on.
        """
        if self._is_settled:
            return
        self._is_settled = True
        cells = [
            {"index": cell.index, "source": cell.source, "shows": None if cell.shows is None else sorted(cell.shows)}
            for cell in self._cells
        ]
        reply = decode_reply(exchange(encode({"op": "unneeded", "cells": cells}), _LOOK))
        found = reply.get("value") if reply else None
        if isinstance(found, list):
            self.indices = frozenset(index for index in found if type(index) is int and index in self._showing)

    def are_missed(self, failure: Mapping[str, Any]) -> bool:
        """Whether a failure says that a name is missing because its cell was not run; then all of them are needed."""
        if not self.indices or plain_text(failure.get("type")) != "NameError":
            return False
        made = (cell.shows or () for cell in self._cells if cell.index in self.indices)
        if plain_text(failure.get("name")) not in frozenset().union(*made):
            return False
        self.indices = frozenset()
        return True
