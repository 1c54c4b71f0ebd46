"""Which cells of a notebook nothing needs: those that only show something, if no other cell uses what they make.

This reads student code, whose parser can be crashed from outside, so it happens in the worker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lecture08_utils.checking.code_names import used_names

_WORD = re.compile(r"\w+")
# With these a cell can look at any name without writing it down as one.
_SEES_ALL = frozenset(
    (
        *("dir", "eval", "exec", "globals", "locals", "vars"),
        *("__globals__", "__main__", "f_globals", "f_locals", "get_ipython", "run_cell", "user_ns"),
    )
)
# What IPython keeps of earlier cells.
_HISTORY = frozenset(["_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh", "In", "Out"])


def unneeded(cells: Sequence[dict[str, Any]]) -> list[int]:
    """Indices of the cells that need not be run.

    Args:
        cells: each with its ``index``, its ``source``, and under ``shows`` the names that it makes if showing
            something is all it does, else None.
    """
    used = {cell["index"]: _used(cell["source"]) for cell in cells}
    left_out = [cell for cell in cells if cell["shows"] is not None]
    needed: set[str] = set()
    for cell in cells:
        if cell["shows"] is None:
            if _SEES_ALL.intersection(_WORD.findall(cell["source"])) or used[cell["index"]] & _HISTORY:
                return []
            needed |= used[cell["index"]]
    while found := [cell for cell in left_out if needed & set(cell["shows"])]:
        left_out = [cell for cell in left_out if cell not in found]
        needed = needed.union(*(used[cell["index"]] for cell in found))
    return [cell["index"] for cell in left_out]


def _used(source: str) -> frozenset[str]:
    """Global names that a cell reads; all its words where it is not plain Python, as with magics."""
    try:
        return used_names(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(_WORD.findall(source))
