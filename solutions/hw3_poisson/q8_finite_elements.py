"""q8: the hidden checks of finite elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw3_poisson.q8_finite_elements import NODES, POLYGON, solve
from solutions.hw3_poisson.draws import draw_potential
from solutions.hw3_poisson.oracle import Potential
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()

# Exact for polynomials up to degree 15 in each element; what is squared here is smooth there.
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(8)


def l2_error(nodes: np.ndarray, u: np.ndarray, exact: Callable[[np.ndarray], np.ndarray]) -> float:
    """√∫(u_h − exact)² dx of the function that is straight between its nodes; nodes and u of shape (n + 1,)."""
    widths = np.diff(nodes)
    x = nodes[:-1, None] + widths[:, None] * (_POINTS + 1) / 2
    squares = (np.interp(x, nodes, u) - exact(x)) ** 2
    return float(np.sqrt(np.sum(widths / 2 * (squares @ _WEIGHTS))))


def order_of_convergence(sizes: Sequence[int], errors: Sequence[float]) -> float:
    """p of error ∝ n^−p: the slope of the straight line through the logarithms, with its sign turned."""
    return float(-np.polyfit(np.log(sizes), np.log(errors), 1)[0])


def wrong_elements(u: np.ndarray, h: float) -> dict[str, np.ndarray]:
    """What popular mistakes make of the nodal values u, shape (n + 1,), of elements of length h."""
    return {
        "the sign of f: −u″ = f was solved instead of u″ = f": -u,
        "a factor h is missing: in the load, or as 1/h in the matrix": u / h,
        "the sign of f, and a factor h is missing": -u / h,
        "two factors h are missing: in the load, and as 1/h in the matrix": u / h**2,
        "a factor h too many: in the load, or as 1/h in the matrix": u * h,
        "half the load: a hat function reaches over two elements": u / 2,
        "twice the load: a hat function of height 1 over two elements has the area h, not 2h": 2 * u,
    }


def wrong_distances(nodes: np.ndarray, u: np.ndarray, exact) -> list[tuple[str, float]]:
    """What popular mistakes make of the L² distance of a piecewise linear function from `exact`.

    Args:
        nodes, u: shape (n + 1,).
        exact: function of arrays.
    """
    widths, at_nodes = np.diff(nodes), u - exact(nodes)
    length = float(nodes[-1] - nodes[0])
    x = nodes[:-1, None] + widths[:, None] * np.linspace(0, 1, 41)
    error = np.interp(x, nodes, u) - exact(x)
    squared = float(np.sum(np.trapezoid(error**2, x, axis=1)))
    middle = error[:, 20]
    return [
        ("measured at the nodes only", float(np.sqrt(np.trapezoid(at_nodes**2, nodes)))),
        ("measured at the nodes only", float(np.sqrt(np.mean(at_nodes**2)))),
        ("measured at the nodes only", float(np.abs(at_nodes).max())),
        ("measured at the nodes only", float(np.sqrt(np.sum(at_nodes**2)))),
        ("measured in the middle of each element only", float(np.sqrt(np.sum(widths * middle**2)))),
        ("the square root is missing", squared),
        ("a mean without the length π of the interval", float(np.sqrt(squared / length))),
        ("the largest error instead of the root of the integrated square", float(np.abs(error).max())),
        ("∫|error| dx, the L¹ distance", float(np.sum(np.trapezoid(np.abs(error), x, axis=1)))),
        ("∫error dx: errors of opposite sign cancel", float(np.sum(np.trapezoid(error, x, axis=1)))),
    ]


@mistakes("q8.sixteen_elements")
def _():
    nodes = np.linspace(0.0, np.pi, 17)
    return wrong_elements(nodes * (nodes - np.pi) * (nodes + np.pi + 3) / 6, np.pi / 16)


@mistakes("q8.distance_of_a_polygon", "from sin x")
def _():
    return wrong_distances(NODES, POLYGON, np.sin)


@mistakes("q8.distance_of_a_polygon", "u = 0")
def _():
    return wrong_distances(NODES, 0 * POLYGON, lambda x: 3 * np.sin(2 * x))


@check(
    "q8",
    points=0.25,
    hint="For a straight f every sensible load rule is exact, and so are the nodal values. Try f = lambda x: x and "
    "compare with x(x² − π²)/6.",
)
def straight_loads_are_solved_exactly(student, rng):
    """For any straight f and any number of elements the nodal values are exact."""
    for n in (int(rng.integers(9, 20)), 2):
        straight = Potential(number(rng, 0.3, 0.8), number(rng, 0.2, 0.5), 0.0, 1)
        student.run(Potential.CODE, **straight.data)
        nodes, _ = solve(student, n)
        right = straight.value(nodes)
        # A system of 19 equations solved in float32 is wrong by less than 1e-5.
        student.expect("u", want=right, rtol=2e-4, wrong=wrong_elements(right, np.pi / n))


@check(
    "q8",
    points=0.25,
    hint="Halve h: by what does the error between the nodes fall? Double f: what happens to u?",
)
def order_two_between_the_nodes(student, rng):
    """The L² error falls like h² for two other f, and the solution is linear in f."""
    sizes = (16, 32, 48)
    for _ in range(2):
        potential = draw_potential(rng)
        student.run(Potential.CODE, **potential.data)
        errors = []
        for n in sizes:
            nodes, u = solve(student, n)
            right = potential.value(nodes)
            student.expect("u", want=right, rtol=0.05, wrong=wrong_elements(right, np.pi / n))
            errors.append(l2_error(nodes, u, potential.value))
        # With the loads h·f(xᵢ), two midpoints, Simpson and exact integrals the order is 1.99 to 2.05 here.
        order = order_of_convergence(sizes, errors)
        student.require(abs(order - 2) <= 0.1, "The error does not fall like h².")
    factor, other = number(rng, 1.5, 2.5), number(rng, -2.5, -1.5)
    student.run("both = lambda x: factor * f(x) + other * jnp.exp(-x)", factor=factor, other=other)
    _, first = solve(student, 10)
    _, second = solve(student, 10, f="lambda x: jnp.exp(-x)")
    solve(student, 10, f="both")
    student.expect("u", want=factor * first + other * second, rtol=2e-4)


@check(
    "q8",
    points=0.5,
    hint="Does your measure notice an error of u_h in the middle of an element? And do elements of different lengths "
    "count by their length?",
)
def distances_of_other_functions(student, rng):
    """`l2_error` is right for other polygons and other functions, also where the nodes are not equally spaced."""
    for _ in range(2):
        potential = draw_potential(rng)
        student.run(Potential.CODE, **potential.data)
        student.run("exact = lambda x: x * (jnp.pi - x) * (a + b * (x - 0.5 * jnp.pi)) + c * jnp.sin(k * x)")
        spread = np.cumsum(rng.uniform(0.5, 1.5, 9))
        uneven = np.concatenate([[0.0], spread / spread[-1] * np.pi]).astype(np.float32).astype(np.float64)
        random = points(rng, -1.0, 1.0, 10)
        cases = [(uneven, potential.value(uneven)), (uneven, random)]
        for n in (8, 16, 32):
            nodes = np.linspace(0.0, np.pi, n + 1).astype(np.float32).astype(np.float64)
            cases.append((nodes, potential.value(nodes)))
        for nodes, u in cases:
            # Cancellation in float32 leaves 1e-6 of u; the smallest of these errors is 1e-3.
            want, ideas = l2_error(nodes, u, potential.value), wrong_distances(nodes, u, potential.value)
            student.expect("l2_error(nodes, u, exact)", nodes=nodes, u=u, want=want, rtol=0.02, wrong=ideas)
