"""An expression in a student's names, compiled as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from types import CodeType
from typing import Any

import jax
import numpy as np

from ..jaxprs import equations
from ..levels import jit_at_level
from .code_names import used_names

# A Python loop is as many copies of its body. Beyond this, compiling all takes longer than each operation once.
_MOST_EQUATIONS = 1000


class CompiledExpression:
    """Evaluates an expression as one program: one by one, JAX takes 20 ms to compile each of its operations.

    What cannot be compiled, what is too long, and what fails, is evaluated as it stands, so that the answer and the
    error are those of the plain expression.

    Args:
        expression: Python code.
        code: the same, compiled by Python.
        scope: the names that it uses. Numbers and arrays among them may change from one call to the next, in their
            values alone.
    """

    def __init__(self, expression: str, code: CodeType, scope: dict[str, Any]):
        self._names = used_names(expression)
        self._code = code
        self._scope = scope
        self._may_compile = True
        self._program: Callable | None = None

    def __call__(self) -> Any:
        if self._may_compile:
            try:
                numbers = self._numbers()
                self._program = self._program or self._compile(numbers)
                return self._program(numbers)
            except Exception:
                self._may_compile = False
        return eval(self._code, self._scope)

    def _compile(self, numbers: Mapping[str, Any]) -> Callable:
        traced = jit_at_level(lambda numbers: eval(self._code, {**self._scope, **numbers}), 0).trace(numbers)
        if any(True for _ in islice(equations(traced.jaxpr.jaxpr), _MOST_EQUATIONS, None)):
            raise _TooLong
        return traced.lower().compile()

    def _numbers(self) -> Mapping[str, Any]:
        # Constants would be computed with while it compiles, slowly.
        return {
            name: self._scope[name] for name in self._names & self._scope.keys() if _is_numeric(self._scope[name])
        }


class _TooLong(Exception):
    pass


def _is_numeric(value: Any) -> bool:
    """Whether a value is a number, an array, or a tree of them. An int may be a number of points, or an index."""
    leaves = jax.tree.leaves(value)
    return bool(leaves) and all(type(leaf) is float or isinstance(leaf, np.ndarray | jax.Array) for leaf in leaves)
