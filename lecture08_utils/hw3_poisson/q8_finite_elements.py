"""q8: finite elements and how to measure their error."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q8",
    "The competition: finite elements",
    ("fem_solve", "l2_error"),
    concepts=("Convergence beside finite elements",),
)
check = CheckList("public")

# Four points of a sine.
NODES = np.linspace(0.0, np.pi, 4)
POLYGON = np.array([0.0, 0.8660254, 0.8660254, 0.0])


def solve(student, n: int, *, f: str = "f") -> tuple[np.ndarray, np.ndarray]:
    """Ask for `fem_solve(f, n)`, and demand n + 1 nodes from 0 to π and values that vanish at both ends.

    Returns:
        nodes and u, shape (n + 1,).
    """
    student.run(f"nodes, u = fem_solve({f}, n)", n=n)
    ideas = {
        n: "n nodes instead of n elements: there are n + 1 nodes",
        n - 1: "the ends are missing: nodes and values at 0 and π belong to the answer",
    }
    count = student.array("nodes").size
    student.require(
        count == n + 1, f"There are {count} nodes; {n} elements have {n + 1}.", misconception=ideas.get(count, "")
    )
    nodes = student.expect("nodes", want=np.linspace(0.0, np.pi, n + 1), rtol=1e-5)
    u = student.array("u", shape=(n + 1,))
    ends = float(np.abs(u[[0, -1]]).max())
    # Who keeps the ends among the unknowns and solves in float32 finds them to 1e-5.
    student.require(
        ends <= 1e-4 * float(np.abs(u).max()),
        f"u is {u[0]:.3g} at 0 and {u[-1]:.3g} at π; it must vanish there.",
        misconception="the boundary values are not kept: the end nodes are unknowns like the others",
    )
    return nodes, u


@check(
    "q8",
    points=0.5,
    hint="Put n = 2: one unknown, one equation. What are K and b for f = 1, and what is u(π/2) = −π²/8 made of?",
)
def sixteen_elements(student, rng):
    """16 elements, and 2, are exact at the nodes for f = x + 1; for f = −sin x 16 and 32 are right to 1 and ¼ %."""
    student.run("import jax.numpy as jnp\nf = lambda x: x + 1.0")
    # For a straight f every sensible rule for the load is exact.
    for n, mistakes in ((16, student.mistakes()), (2, ())):
        nodes, _ = solve(student, n)
        right = nodes * (nodes - np.pi) * (nodes + np.pi + 3) / 6
        student.expect("u", want=right, rtol=2e-4, wrong=mistakes)
    student.run("f = lambda x: -jnp.sin(x)")
    # The load h·f(xᵢ) is off by 0.3 % for n = 16, the midpoint rule by half of that, better rules by less than 1e-4.
    for n, rtol in ((16, 0.01), (32, 0.0025)):
        nodes, _ = solve(student, n)
        student.expect("u", want=np.sin(nodes), rtol=rtol)


@check(
    "q8",
    points=0.5,
    hint="Draw sin x and a polygon through four of its points. Where do they differ, and does your sum look there? "
    "With 64 elements, how many of your points lie in each?",
)
def distance_of_a_polygon(student, rng):
    """`l2_error` of polygons through few and many points of a sine, and of u = 0 on uneven nodes from 3 sin 2x."""
    student.run("import jax.numpy as jnp")
    student.expect(
        "l2_error(nodes, u, jnp.sin)",
        nodes=NODES,
        u=POLYGON,
        want=0.1224920,  # between the nodes, since u is right at them
        rtol=0.02,
        wrong=student.mistakes("from sin x"),
    )
    student.expect(
        "l2_error(nodes, 0 * u, lambda x: 3 * jnp.sin(2 * x))",
        want=3.7599424,  # 3 √(π/2)
        rtol=0.02,
        wrong=student.mistakes("u = 0"),
    )
    uneven = np.array([0.0, 0.5, 2.5, np.pi])
    student.expect("l2_error(nodes, 0 * u, lambda x: 3 * jnp.sin(2 * x))", nodes=uneven, want=3.7599424, rtol=0.02)
    nodes = np.linspace(0.0, np.pi, 65)
    student.expect(
        "l2_error(nodes, u, lambda x: 50 * jnp.sin(x))",
        nodes=nodes,
        u=50 * np.sin(nodes),
        want=0.0137856,  # 50 √(π/2) h²/√120
        rtol=0.05,
    )
