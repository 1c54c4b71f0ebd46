"""Numbers that count: how many elementary operations does a computation take?"""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Real
from typing import Any


class OperationCounter:
    """Hands out numbers and counts every operation on them, wherever it happens.

    Attributes:
        count: operations so far: + − × ÷ ** and elementary functions, each counted once.

    Example:
        >>> counter = OperationCounter()
        >>> x = counter.number(0.5)
        >>> y = 3 * x * (1 - x)
        >>> float(y), counter.count
        (0.75, 3)
    """

    def __init__(self) -> None:
        self.count = 0

    def number(self, value: float) -> CountedNumber:
        """A number that tells this counter of every operation it takes part in."""
        return CountedNumber(value, self)


class CountedNumber:
    """A number of an `OperationCounter`; so is every result that it takes part in."""

    def __init__(self, value: float, counter: OperationCounter):
        self.value = value
        self.counter = counter

    def __repr__(self) -> str:
        return f"{self.value}"

    def __float__(self) -> float:
        return float(self.value)

    def _apply(self, operation: Callable[..., Any], *operands: Any) -> Any:
        if not all(isinstance(operand, CountedNumber | Real) for operand in operands):
            return NotImplemented  # the other class knows what to do with a number
        self.counter.count += 1
        return CountedNumber(operation(*map(_plain, operands)), self.counter)

    def __add__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a + b, self, other)

    def __radd__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a + b, other, self)

    def __sub__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a - b, self, other)

    def __rsub__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a - b, other, self)

    def __mul__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a * b, self, other)

    def __rmul__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a * b, other, self)

    def __truediv__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a / b, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a / b, other, self)

    def __pow__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a**b, self, other)

    def __rpow__(self, other: Any) -> Any:
        return self._apply(lambda a, b: a**b, other, self)

    def __neg__(self) -> CountedNumber:
        return self._apply(lambda a: -a, self)

    def __eq__(self, other: object) -> bool:
        return self.value == _plain(other)

    __hash__ = None  # type: ignore[assignment]  # equal to plain numbers, and no key of a dict

    def __lt__(self, other: Any) -> bool:
        return self.value < _plain(other)

    def __gt__(self, other: Any) -> bool:
        return self.value > _plain(other)

    # numpy.sin(x) calls x.sin() if x is not one of NumPy's own numbers.
    def sin(self) -> CountedNumber:
        return self._apply(math.sin, self)

    def cos(self) -> CountedNumber:
        return self._apply(math.cos, self)

    def exp(self) -> CountedNumber:
        return self._apply(math.exp, self)

    def log(self) -> CountedNumber:
        return self._apply(math.log, self)

    def sqrt(self) -> CountedNumber:
        return self._apply(math.sqrt, self)

    def tanh(self) -> CountedNumber:
        return self._apply(math.tanh, self)


def _plain(operand: Any) -> Any:
    return operand.value if isinstance(operand, CountedNumber) else operand
