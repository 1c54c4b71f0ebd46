"""hw1_autodiff, q3: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.checking.exact import expect_exact
from solutions.hw1_autodiff.draws import fractions

check = CheckList("hidden")
mistakes = MistakeList()

Edges = Sequence[Sequence[Any]]


@check("q3", points=0.25, hint="Which of the two factors is held fixed in ∂e/∂c?")
def partials_of_other_inputs(student, rng):
    """The five partial derivatives of (a + b)(b + 1) at other numbers."""
    a, b = fractions(rng, 2)
    c, d = a + b, b + 1
    want = {"ca": 1, "cb": 1, "db": 1, "ec": d, "ed": c}
    expect_exact(student, "edge_partials(a, b)", a=a, b=b, want=want, wrong=wrong_partials(c, d), decimals=True)


@check(
    "q3",
    points=0.75,
    hint="Draw two forks in a row, each with two ways that meet again, and count the paths: 4, not 2 and not 3. And "
    "if two edges join the same two nodes, do both count?",
)
def paths_of_other_graphs(student, rng):
    """Sums over paths with parallel edges, with eight forks in a row, from a node to itself, and without a path."""
    ways = tuple(tuple(fractions(rng, 4)) for _ in range(8))
    diamonds = Diamonds(ways)
    edges = [diamonds.edges[i] for i in rng.permutation(len(diamonds.edges))]
    # Paths to an s have an even number of edges, those to a u an odd one.
    for target in ("s2", "u2", diamonds.target):
        expect_exact(
            student,
            "path_sum(edges, 's0', target)",
            edges=edges,
            target=target,
            want=path_sum(edges, "s0", target),
            wrong=_wrong_path_sums(edges, target),
            decimals=True,
        )
    c, slope = fractions(rng, 2)
    square = [["x", "c", slope], ["c", "y", c], ["c", "y", c]]
    wrong = {"edges that join the same two nodes count once": slope * c}
    expect_exact(student, "path_sum(edges, 'x', 'y')", edges=square, want=2 * slope * c, wrong=wrong, decimals=True)
    expect_exact(student, "path_sum(edges, 's1', 's3')", edges=edges, want=path_sum(edges, "s1", "s3"), decimals=True)
    for nothing in ("path_sum(edges, 's3', 's1')", "path_sum(edges, 'u1', 'v1')"):
        expect_exact(student, nothing, want=0, wrong={"one path where there is none": 1}, decimals=True)
    expect_exact(
        student, "path_sum(edges, 's4', 's4')", want=1, wrong={"no path from a node to itself": 0}, decimals=True
    )


def _wrong_path_sums(edges, target):
    # Which path is found first, and which are lost, depends on the order in which the edges are looked at.
    for order in (edges, edges[::-1]):
        yield "only the first path that is found", first_path(order, "s0", target)
        lost = paths_with_visited_set(order, "s0", target)
        yield "paths are lost where they meet: a node that was visited is not entered again", lost


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


def wrong_partials(c: Any, d: Any) -> dict[str, dict[str, Any]]:
    """What popular mistakes make of the partials on the edges of e = cd."""
    exchanged = "∂e/∂c and ∂e/∂d are exchanged: at constant d, how fast does c·d grow with c?"
    return {
        exchanged: {"ca": 1, "cb": 1, "db": 1, "ec": c, "ed": d},
        "∂e/∂c = 1: a product is not a sum": {"ca": 1, "cb": 1, "db": 1, "ec": 1, "ed": 1},
    }


@mistakes("q3.partials_of_the_example")
def _():
    return wrong_partials(3, 2)
