"""Symbolic differentiation as the rules of a textbook have it: formulas in, formulas out, nothing simplified.

A formula is a tree. Its leaves are the variable and numbers, its inner nodes operations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any


def symbol(name: str) -> Expression:
    """The variable of a formula.

    Example:
        >>> x = symbol("x")
        >>> formula = 3 * x * (1 - x)
        >>> formula, formula.size
        (3 * x * (1 - x), 3)
        >>> (x * x).derivative()
        1 * x + x * 1
    """
    return Expression(name, (), lambda: _constant(1))


class Expression:
    """A formula in one variable.

    Attributes:
        size: the number of operations in the formula when it is written out in full, int. What occurs twice
            counts twice.
    """

    def __init__(self, operation: str, operands: tuple[Expression, ...], rule: Callable[[], Expression]):
        self.operation = operation
        self.operands = operands
        self.size: int = bool(operands) + sum(operand.size for operand in operands)
        self._rule = rule

    @cached_property
    def _derivative(self) -> Expression:
        return self._rule()

    def derivative(self) -> Expression:
        """The derivative, by the rules of a textbook and without any simplification: (3x)′ = 0·x + 3·1."""
        return self._derivative

    def shared_size(self) -> int:
        """The number of *different* operations: what occurs twice is computed once and counts once."""
        return sum(bool(node.operands) for node in _nodes(self))

    def __repr__(self) -> str:
        return _write(self, 0)

    def __add__(self, other: Any) -> Expression:
        a, b = self, _lift(other)
        return Expression("+", (a, b), lambda: a.derivative() + b.derivative())

    def __radd__(self, other: Any) -> Expression:
        return _lift(other) + self

    def __sub__(self, other: Any) -> Expression:
        a, b = self, _lift(other)
        return Expression("-", (a, b), lambda: a.derivative() - b.derivative())

    def __rsub__(self, other: Any) -> Expression:
        return _lift(other) - self

    def __neg__(self) -> Expression:
        return Expression("neg", (self,), lambda: -self.derivative())

    def __mul__(self, other: Any) -> Expression:
        a, b = self, _lift(other)
        return Expression("*", (a, b), lambda: a.derivative() * b + a * b.derivative())

    def __rmul__(self, other: Any) -> Expression:
        return _lift(other) * self

    def __truediv__(self, other: Any) -> Expression:
        a, b = self, _lift(other)
        return Expression("/", (a, b), lambda: (a.derivative() * b - a * b.derivative()) / (b * b))

    def __rtruediv__(self, other: Any) -> Expression:
        return _lift(other) / self

    def __pow__(self, exponent: float) -> Expression:
        power = (self, _lift(exponent))
        return Expression("**", power, lambda: exponent * self ** (exponent - 1) * self.derivative())

    def sin(self) -> Expression:
        return Expression("sin", (self,), lambda: self.cos() * self.derivative())

    def cos(self) -> Expression:
        return Expression("cos", (self,), lambda: -self.sin() * self.derivative())

    def exp(self) -> Expression:
        return Expression("exp", (self,), lambda: self.exp() * self.derivative())


_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 2, "**": 3}


def _constant(value: Any) -> Expression:
    return Expression(f"{value}", (), lambda: _constant(0))


def _lift(value: Any) -> Expression:
    return value if isinstance(value, Expression) else _constant(value)


def _nodes(root: Expression) -> Iterator[Expression]:
    seen, pending = set(), [root]
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending += node.operands
            yield node


def _write(node: Expression, around: int) -> str:
    if not node.operands:
        return node.operation
    binding = _BINDING.get(node.operation)
    if binding is None:
        return f"{node.operation}({_write(node.operands[0], 0)})"
    if node.operation == "neg":
        text = f"-{_write(node.operands[0], binding)}"
    else:
        left, right = node.operands
        # a − (b − c) and a / (b / c) need their parentheses, (a − b) − c does not.
        text = f"{_write(left, binding - 1)} {node.operation} {_write(right, binding)}"
    return f"({text})" if binding <= around else text
