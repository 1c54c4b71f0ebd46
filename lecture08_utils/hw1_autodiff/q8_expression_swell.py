"""hw1_autodiff, q8: how formulas and dual numbers grow."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.mistakes import Pairs

question = Question(
    "q8",
    "Why not simply formulas?",
    ("swell",),
    prerequisites=("q4",),
    concepts=("Symbolic differentiation and expression swell",),
)
check = CheckList("public")


@check(
    "q8",
    points=0.5,
    hint="Is it dxₙ/dx₀ that you count, with xₙ a formula in x₀? And is the Dual iterated, or does it start again?",
)
def swell_of_a_quadratic_map(student, rng):
    """Five iterations of x → 3x(1 − x): the formula more than doubles each time, dual numbers keep their pace."""
    student.run("step = lambda x: 3 * x * (1 - x)")
    expect_swell(student, derivative=[9, 36, 108, 288, 720], wrong=student.mistakes())


# What goes into each step on a Dual, and what comes out, as texts; the numbers that they are made of count on.
STEP_THAT_LOOKS = """\
seen, look = [], lambda z: [str(z.value), str(z.derivative)]
def step_that_looks(x):
    y = step(x)
    if isinstance(x, Dual):
        seen.append([look(x), look(y)])
    return y
swell(step_that_looks, 3)
"""


def expect_swell(student, derivative: list[int], wrong: Pairs) -> float:
    """Demand the sizes of `swell(step, n)` and a constant number of operations per iteration, which comes back.

    Args:
        derivative: operations in the derivative of xₙ(x₀), (n,).
        wrong: misconceptions and the sizes that they lead to.
    """
    n = len(derivative)
    student.run("sizes, ops = swell(step, n_max)", n_max=n)
    ops = student.array("ops", shape=(n,))
    sizes = student.array("sizes", shape=(n,))
    student.require(
        not np.array_equal(ops, derivative) or np.array_equal(sizes, derivative),
        "The second list holds what belongs in the first.",
        misconception="sizes and ops are exchanged",
    )
    student.expect("sizes", want=derivative, rtol=0, atol=0.5, wrong=wrong)
    ops = student.array("ops", shape=(n,))  # again, since a message shows what was asked last
    pace = np.diff(ops, prepend=0.0)
    # A Dual needs about ten operations on numbers for each of a step's, which are six at most.
    slowest, fastest = float(pace.max()), float(pace.min())
    per_step = bool(np.ptp(ops) == 0 and ops[0] > 0)
    student.require(
        fastest >= 1 and slowest <= min(1.5 * fastest, 200),
        "Each iteration on a Dual costs the same, so that ops grow in proportion to n.",
        returned=ops,
        misconception="operations of one iteration, not of all so far" if per_step else "",
    )
    _expect_one_run(student)
    return slowest


def _expect_one_run(student) -> None:
    """Demand that a step goes on with the Dual that the step before gave: a new start each time counts the same."""
    student.run(STEP_THAT_LOOKS)
    seen = student.ask("seen")
    steps = [step for step in seen if isinstance(step, list) and len(step) == 2] if isinstance(seen, list) else []
    if len(steps) < 2 or steps[0][0] == steps[0][1] or any(start != steps[0][0] for start, _ in steps):
        return
    value, derivative = steps[0][0]
    student.fail(
        f"The step was made {len(steps)} times, always on Dual({value}, {derivative}).",
        misconception="a new Dual for each iteration: what one iteration makes is what the next one gets",
    )
