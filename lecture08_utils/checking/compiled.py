"""An expression in a student's names, compiled as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from types import CodeType, FunctionType, ModuleType
from typing import Any

import jax
import numpy as np

from ..jaxprs import equations
from ..levels import jit_at_level
from .code_names import used_names
from .programs import CONSTANTS, Programs, is_all_code
from .reach import names_in_code

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
        lasting: those of the names that the student or a library defined, not the check.
        programs: what earlier checks of the question compiled.
    """

    def __init__(
        self, expression: str, code: CodeType, scope: dict[str, Any], lasting: Mapping[str, Any], programs: Programs
    ):
        self._expression = expression
        self._code = code
        self._scope = scope
        self._lasting = lasting
        self._programs = programs
        self._may_compile = True
        self._program: Callable | None = None
        self._numbers: list[str] = []

    def __call__(self) -> Any:
        if self._may_compile:
            try:
                self._program = self._program or self._find()
                return self._program(self._arguments())
            except Exception:
                self._may_compile = False
        return eval(self._code, self._scope)

    def _find(self) -> Callable:
        names = self._reached(used_names(self._expression))
        # As arguments. Constants would be computed with while it compiles, slowly, and make it another program.
        self._numbers = sorted(name for name in names if _is_numeric(self._scope[name]))
        used = {name: self._scope[name] for name in names.difference(self._numbers)}
        if not all(self._is_known(name, value) for name, value in used.items()):
            return self._compile()
        leaves, structure = jax.tree.flatten(self._arguments())
        key = self._expression, structure, tuple(jax.typeof(leaf) for leaf in leaves)
        program = self._programs.find(key, used, self._compile_if_possible)
        if program is None:
            raise _Impossible
        return program

    def _reached(self, names: frozenset[str]) -> set[str]:
        """Names in the scope that the expression uses itself, or through functions that the check defined."""
        found: set[str] = set()
        new = set(names & self._scope.keys())
        while new:
            found |= new
            own = [self._scope[name] for name in new if self._is_own_function(self._scope[name])]
            new = {name for function in own for name in names_in_code(function.__code__)} & self._scope.keys() - found
        return found

    def _is_own_function(self, value: Any) -> bool:
        return type(value) is FunctionType and value.__globals__ is self._scope

    def _is_known(self, name: str, value: Any) -> bool:
        """Whether a value is the same for as long as it looks the same."""
        if self._is_own_function(value):
            return is_all_code(value)
        return self._lasting.get(name, self) is value or isinstance(value, (*CONSTANTS, ModuleType))

    def _compile_if_possible(self) -> Callable | None:
        try:
            return self._compile()
        except Exception:
            return None

    def _compile(self) -> Callable:
        traced = jit_at_level(self._evaluate, 0).trace(self._arguments())
        if any(True for _ in islice(equations(traced.jaxpr.jaxpr), _MOST_EQUATIONS, None)):
            raise _Impossible
        return traced.lower().compile()

    def _arguments(self) -> Mapping[str, Any]:
        return {name: self._scope[name] for name in self._numbers}

    def _evaluate(self, numbers: Mapping[str, Any]) -> Any:
        # The check's functions are others here: what a student's jax.jit remembers of one must not meet the traced
        # numbers again when the function is asked elsewhere.
        scope = {**self._scope, **numbers}
        for name, value in self._scope.items():
            if self._is_own_function(value):
                scope[name] = FunctionType(
                    value.__code__, scope, value.__name__, value.__defaults__, value.__closure__
                )
                scope[name].__kwdefaults__ = value.__kwdefaults__
        return eval(self._code, scope)


class _Impossible(Exception):
    pass


def _is_numeric(value: Any) -> bool:
    """Whether a value is a number, an array, or a tree of them; no int."""
    leaves = jax.tree.leaves(value)
    return bool(leaves) and all(type(leaf) is float or isinstance(leaf, np.ndarray | jax.Array) for leaf in leaves)
