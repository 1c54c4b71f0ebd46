"""What is right about derivatives: exact fractions where the question is rational, else NumPy in float64.

Independent of student code and of JAX. Nothing here differentiates automatically: every derivative is a formula that
was found on paper; `tests/checks/test_hw1_helpers.py` holds them against sympy.
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
    steps: np.ndarray = hs.astype(dtype)[:, None]
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


@dataclass(frozen=True)
class Straight:
    """A program of n_inputs inputs and one step after the other: t_new = tᵢ · tⱼ + c · tₖ; the last t is the output.

    Attributes:
        steps: [i, j, k, c] of each step; i, j, k count inputs and earlier steps from 0.
    """

    n_inputs: int
    steps: tuple[tuple[int, int, int, Any], ...]

    def gradient(self, x: Sequence[Any]) -> list[Any]:
        """∂output/∂xᵢ, by the sum over all paths."""
        values, edges = list(x), []
        for i, j, k, c in self.steps:
            head = f"t{len(values)}"
            edges += [[f"t{i}", head, values[j]], [f"t{j}", head, values[i]], [f"t{k}", head, c]]
            values.append(values[i] * values[j] + c * values[k])
        return [path_sum(edges, f"t{i}", f"t{len(values) - 1}") for i in range(self.n_inputs)]


@dataclass(frozen=True)
class Outputs:
    """m outputs fₖ = cₖ xᵢ² / xⱼ, each of two inputs.

    Attributes:
        terms: (i, j, c) of each output, with i ≠ j.
    """

    terms: tuple[tuple[int, int, Any], ...]

    def jacobian(self, x: Sequence[Any]) -> list[list[Any]]:
        """∂fₖ/∂xᵢ, m rows of n."""
        rows = []
        for i, j, c in self.terms:
            row = [0] * len(x)
            row[i] = 2 * c * x[i] / x[j]
            row[j] = -c * x[i] * x[i] / x[j] ** 2
            rows.append(row)
        return rows


def cubic_sizes(n_max: int) -> tuple[list[int], list[int]]:
    """Operations in xₙ(x₀) and in its derivative for x → a·x·x·x, written out in full.

    With Y operations in x and D in x′: a·x has Y+1 and (0·x + a·x′) Y+D+3; a·x·x has 2Y+2 and 3Y+2D+7; and so on.
    """
    formula, derivative = [0], [0]
    for _ in range(n_max):
        derivative.append(3 * derivative[-1] + 6 * formula[-1] + 12)
        formula.append(3 * formula[-1] + 3)
    return formula[1:], derivative[1:]


def sine_sizes(n_max: int) -> tuple[list[int], list[int]]:
    """The same for x → sin x: x′ becomes cos(x)·x′, so that the derivative grows by n+1 operations in step n."""
    return list(range(1, n_max + 1)), [n * (n + 3) // 2 for n in range(1, n_max + 1)]


@dataclass(frozen=True)
class Waves:
    """f(x) = b sin(Ax), elementwise in the outputs.

    Attributes:
        A: shape (m, n).
        b: shape (m,).
    """

    A: np.ndarray
    b: np.ndarray

    def value(self, x: np.ndarray) -> np.ndarray:
        return self.b * np.sin(self.A @ x)

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Shape (m, n)."""
        return (self.b * np.cos(self.A @ x))[:, None] * self.A
