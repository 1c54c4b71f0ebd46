"""Python's parser, for threads."""

from __future__ import annotations

import ast
import threading

# CPython 3.11 counts the depth of a tree for all threads together: where one takes over while another makes its tree,
# both may raise SystemError (https://github.com/python/cpython/issues/106905).
_ONE_AT_A_TIME = threading.RLock()


def parse(code: str) -> ast.Module:
    """`ast.parse`, by one thread at a time.

    Raises:
        SyntaxError: it is not Python.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(code)
