"""hw1_autodiff, public checks of difference quotients and of the sum over paths (q1 to q3)."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.misconceptions.hw1_autodiff import (
    wrong_best_steps,
    wrong_central_differences,
    wrong_error_curves,
    wrong_forward_differences,
    wrong_partials,
    wrong_slopes,
)

check = CheckList("public")


@check("q1", points=0.5, hint="Which two points does the quotient use, and how far apart are they?")
def forward_quotient_of_sine(student, rng):
    """`forward_difference` of sin at x = 1 with h = 1/1000."""
    student.expect(
        "forward_difference(np.sin, 1.0, 0.001)",
        want=0.5398814804,  # (sin 1.001 − sin 1) · 1000, and cos 1 = 0.5403023
        rtol=1e-6,
        wrong=wrong_forward_differences(np.sin, np.cos, 1.0, 0.001),
    )


@check("q1", points=0.5, hint="Which two points does the quotient use, and how far apart are they?")
def central_quotient_of_exp(student, rng):
    """`central_difference` of exp at x = 1 with h = 1/100."""
    student.expect(
        "central_difference(np.exp, 1.0, 0.01)",
        want=2.7183271337,  # (e^1.01 − e^0.99) · 50, and e = 2.7182818
        rtol=1e-6,
        wrong=wrong_central_differences(np.exp, np.exp, 1.0, 0.01),
    )


@check(
    "q2",
    points=0.5,
    hint="In which order come square, mean and root? What does `rule` get for x and h?",
)
def error_of_an_average_of_quotients(student, rng):
    """`error_curve` of a second-order rule and sin, at three steps in float64."""
    x, hs = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.4, 0.2, 0.1])
    student.run("average = lambda f, x, h: 0.5 * (f(x + h) - f(x)) / h + 0.5 * (f(x) - f(x - h)) / h")
    errors = (np.sin(hs)[:, None] / hs[:, None] - 1) * np.cos(x)
    student.expect(
        "error_curve(average, np.sin, np.cos, x, hs, np.float64)",
        x=x,
        hs=hs,
        want=[0.0206833, 0.0052019, 0.0013024],  # (1 − sin h / h) · rms cos x
        rtol=1e-3,
        wrong=wrong_error_curves(errors),
    )


@check("q2", points=0.5, hint="What is a power law on two logarithmic axes? And is the best step an h or an error?")
def best_step_and_slope_of_a_table(student, rng):
    """The best step of five, and the exponents of a straight table and of one that is not quite straight."""
    hs = np.array([1e-4, 1e-3, 1e-2, 1e-1, 1.0])
    err = np.array([3e-5, 4e-6, 8e-6, 6e-4, 0.07])
    student.expect("best_step(hs, err)", hs=hs, err=err, want=0.001, rtol=1e-6, wrong=wrong_best_steps(hs, err))
    err = np.array([5e-8, 5e-6, 5e-4, 5e-2, 5.0])
    student.expect("loglog_slope(hs, err)", err=err, want=2.0, rtol=1e-6, wrong=wrong_slopes(hs, err))
    hs, err = np.array([0.1, 0.2, 0.3]), np.array([0.3, 1.0, 3.0])
    # Least squares; the line through the first and the last point has the slope 2.0959.
    student.expect("loglog_slope(hs, err)", hs=hs, err=err, want=2.0572522, rtol=1e-4, wrong=wrong_slopes(hs, err))


@check("q3", points=0.5, hint="Hold d fixed and let c grow by 1: by how much does c·d grow?")
def partials_of_the_example(student, rng):
    """The five partial derivatives at a = 2, b = 1, where c = 3 and d = 2."""
    want = {"ca": 1, "cb": 1, "db": 1, "ec": 2, "ed": 3}
    expect_exact(student, "edge_partials(2, 1)", want=want, wrong=wrong_partials(3, 2))


@check(
    "q3", points=0.5, hint="Draw the graph and find every way from b to e. What do you do along one, what with all?"
)
def paths_of_the_example(student, rng):
    """∂e/∂b = 5 has two paths, ∂e/∂a = 2 has one."""
    edges = [["a", "c", 1], ["b", "c", 1], ["b", "d", 1], ["c", "e", 2], ["d", "e", 3]]
    ideas = {
        "only one of the two paths: over c": 2,
        "only one of the two paths: over d": 3,
        "the product over the paths instead of their sum": 6,
        "the sum along a path instead of the product": 7,
    }
    expect_exact(student, "path_sum(edges, 'b', 'e')", edges=edges, want=5, wrong=ideas)
    expect_exact(student, "path_sum(edges, 'a', 'e')", want=2, wrong={"the sum along a path": 3})
