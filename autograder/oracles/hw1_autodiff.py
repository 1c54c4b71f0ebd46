"""What is right about derivatives: exact fractions where the question is rational, else NumPy in float64.

Independent of student code and of JAX. Nothing here differentiates automatically: every derivative is a formula that
was found on paper; `tests/checks/test_hw1_autodiff.py` holds them against sympy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

Edges = Sequence[Sequence[Any]]


def quotient_errors(order: int, f: Callable, df: Callable, x: np.ndarray, hs: np.ndarray, dtype: type) -> np.ndarray:
    """rms error of the forward (order 1) or central (order 2) quotient in a precision; shape (len(hs),)."""
    x = x.astype(dtype)
    steps = hs.astype(dtype)[:, None]
    left, width = (x, steps) if order == 1 else (x - steps, 2 * steps)
    quotients = (f(x + steps) - f(left)) / width
    return np.sqrt(np.mean((quotients.astype(np.float64) - df(x.astype(np.float64))) ** 2, axis=1))


def path_sum(edges: Edges, source: str, target: str) -> Any:
    """Sum over paths, by handing on what has arrived, node after node in topological order."""
    arrived: dict[str, Any] = {source: 1}
    pending = [list(edge) for edge in edges]
    while pending:
        heads = {head for _, head, _ in pending}
        ready = [edge for edge in pending if edge[0] not in heads]
        for tail, head, partial in ready:
            arrived[head] = arrived.get(head, 0) + arrived.get(tail, 0) * partial
        pending = [edge for edge in pending if edge not in ready]
    return arrived.get(target, 0)


def first_path(edges: Edges, source: str, target: str) -> Any:
    """The product along the path that is found first; 0 if there is none."""
    if source == target:
        return 1
    products = (partial * first_path(edges, head, target) for tail, head, partial in edges if tail == source)
    return next(filter(None, products), 0)


def paths_with_visited_set(edges: Edges, source: str, target: str) -> Any:
    """The sum over paths by somebody who enters every node but the target once, as a search does."""
    visited: set[str] = set()

    def walk(node: str) -> Any:
        if node == target:
            return 1
        if node in visited:
            return 0
        visited.add(node)
        return sum(partial * walk(head) for tail, head, partial in edges if tail == node)

    return walk(source)


def without_parallel_edges(edges: Edges) -> list[list[Any]]:
    """The edges that are left in a dict with (tail, head) as its key."""
    return [[*pair, partial] for pair, partial in {(tail, head): partial for tail, head, partial in edges}.items()]


@dataclass(frozen=True)
class Diamonds:
    """A row of forks: from each node two ways that meet again in the next one.

    Attributes:
        ways: per diamond the four partials p, q on the upper and r, s on the lower way.
    """

    ways: tuple[tuple[Any, Any, Any, Any], ...]

    @property
    def edges(self) -> list[list[Any]]:
        """[tail, head, partial] from "s0" to the last s."""
        found = []
        for i, (p, q, r, s) in enumerate(self.ways):
            start, end = f"s{i}", f"s{i + 1}"
            found += [[start, f"u{i}", p], [f"u{i}", end, q], [start, f"v{i}", r], [f"v{i}", end, s]]
        return found

    @property
    def target(self) -> str:
        return f"s{len(self.ways)}"

    @property
    def total(self) -> Any:
        """The sum over all paths: the product over the diamonds of pq + rs."""
        return prod(p * q + r * s for p, q, r, s in self.ways)


def rising_product(x: Any, n: int, shift: Any) -> tuple[Any, Any]:
    """x(x + s)(x + 2s)…, n factors, and its derivative: the product times the sum of the reciprocals."""
    factors = [x + k * shift for k in range(n)]
    return prod(factors), prod(factors) * sum(1 / factor for factor in factors)


@dataclass(frozen=True)
class Chain:
    """f(x) = Σᵢ cᵢ xᵢ² xᵢ₊₁ + x₀/xₙ₋₁: every partial derivative is different.

    Attributes:
        c: coefficients, n − 1 of them for n inputs.
    """

    c: tuple[Any, ...]

    def value(self, x: Sequence[Any]) -> Any:
        return sum(c * x[i] * x[i] * x[i + 1] for i, c in enumerate(self.c)) + x[0] / Fraction(x[-1])

    def gradient(self, x: Sequence[Any]) -> list[Any]:
        slopes = [Fraction(0)] * len(x)
        for i, c in enumerate(self.c):
            slopes[i] += 2 * c * x[i] * x[i + 1]
            slopes[i + 1] += c * x[i] * x[i]
        slopes[0] += 1 / Fraction(x[-1])
        slopes[-1] -= x[0] / Fraction(x[-1]) ** 2
        return slopes
