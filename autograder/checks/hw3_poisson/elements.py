"""hw3_poisson, q8: the hidden checks of finite elements."""

from __future__ import annotations

import numpy as np

from autograder.checks.hw3_poisson.draws import draw_potential
from autograder.checks.inputs import number, points
from autograder.oracles import hw3_fields as oracle
from autograder.oracles.hw3_poisson import Potential
from lecture08_utils.checking import CheckList
from lecture08_utils.checks.hw3_poisson.elements import solve
from lecture08_utils.misconceptions.hw3_fields import wrong_distances, wrong_elements

check = CheckList("hidden")


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
            errors.append(oracle.l2_error(nodes, u, potential.value))
        # With the loads h·f(xᵢ), two midpoints, Simpson and exact integrals the order is 1.99 to 2.05 here.
        order = oracle.order_of_convergence(sizes, errors)
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
            want, ideas = oracle.l2_error(nodes, u, potential.value), wrong_distances(nodes, u, potential.value)
            student.expect("l2_error(nodes, u, exact)", nodes=nodes, u=u, want=want, rtol=0.02, wrong=ideas)
