"""What hidden checks of several questions of hw1_autodiff demand of a student's own classes."""

from __future__ import annotations

from lecture08_utils.checking.exact import expect_exact

FOREIGN = "f was not run on your own class: another differentiation (jax, sympy, differences) stands in its place"


def expect_comparisons(student, name, low, high):
    """Demand that > of the student's class looks at values alone, with itself and with numbers on either side."""
    student.run(f"u, v, w = {name}(low), {name}(high), {name}(high)", low=low, high=high)
    ideas = {
        "> is true for equal values": [True, False, True, True, True, False],
        "> is <": [False, True, False, False, False, True],
    }
    pairs = "((v, u), (u, v), (v, w), (v, high), (v, low), (u, high))"
    want = [True, False, False, False, True, False]
    expect_exact(student, f"[bool(a > b) for a, b in {pairs}]", want=want, wrong=ideas)
