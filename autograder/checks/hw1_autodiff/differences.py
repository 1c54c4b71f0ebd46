"""hw1_autodiff, hidden checks of difference quotients and of the sum over paths (q1 to q3)."""

from __future__ import annotations

import numpy as np

from autograder.checks.hw1_autodiff.draws import fractions
from autograder.checks.inputs import number, points
from autograder.oracles import hw1_autodiff as oracle
from lecture08_utils.checking import CheckList
from lecture08_utils.checking.exact import expect_exact, is_exactly
from lecture08_utils.misconceptions.hw1_autodiff import (
    wrong_best_steps,
    wrong_central_differences,
    wrong_error_curves,
    wrong_forward_differences,
    wrong_partials,
    wrong_slopes,
)

check = CheckList("hidden")

STEP_NOT_CONVERTED = "computed in float64: float32 points met a float64 step, or were never converted"


def _square(x):
    return x * x


def _cube(x):
    return x * x * x


def _cubic(x):
    return x * x * x - 2 * x


@check(
    "q1",
    points=0.5,
    hint="Put f = x² and f = x³ into your quotients by hand, with x = 3 and h = 1/2. What do you get, exactly?",
)
def quotients_keep_their_leading_error(student, rng):
    """For x² the forward quotient is 2x + h, for x³ the central one is 3x² + h², for steps that are not small."""
    x, h = number(rng, 1.0, 3.0), number(rng, 0.2, 0.6)
    student.run("square = lambda x: x * x\ncube = lambda x: x * x * x", x=x, h=h)
    # In float32 the rounding error is 1e-6 here, and every mistake that has a name is 100 times as large.
    forward, central = 2 * x + h, 3 * x**2 + h**2
    wrong = wrong_forward_differences(_square, lambda x: 2 * x, x, h)
    student.expect("forward_difference(square, x, h)", x=x, h=h, want=forward, rtol=1e-5, wrong=wrong)
    wrong = wrong_central_differences(_cube, lambda x: 3 * x * x, x, h)
    student.expect("central_difference(cube, x, h)", want=central, rtol=1e-5, wrong=wrong)


@check("q1", points=0.5, hint="Does your code use x as it comes? What is the dtype of 2 * h, and what that of h?")
def quotients_of_arrays(student, rng):
    """Both quotients work on arrays, element by element, and keep their precision."""
    n = int(rng.integers(5, 9))
    x, h = points(rng, -2.0, 2.0, n), number(rng, 0.2, 0.6)
    student.run("cubic = lambda x: x * x * x - 2 * x")
    forward, central = 3 * x**2 + 3 * x * h + h**2 - 2, 3 * x**2 + h**2 - 2
    wrong = wrong_forward_differences(_cubic, lambda x: 3 * x * x - 2, x, h)
    student.expect("forward_difference(cubic, x, h)", x=x, h=h, want=forward, rtol=1e-5, wrong=wrong)
    wrong = wrong_central_differences(_cubic, lambda x: 3 * x * x - 2, x, h)
    student.expect("central_difference(cubic, x, h)", want=central, rtol=1e-5, wrong=wrong)
    single = {"x": x.astype(np.float32), "h": np.float32(h)}
    kinds = student.ask(
        "[np.asarray(rule(cubic, x, h)).dtype.name for rule in (forward_difference, central_difference)]", **single
    )
    student.require(
        is_exactly(kinds, ["float32", "float32"]),
        "A float32 array with a float32 step does not give a float32 array.",
        misconception="the precision changes on the way: float32 goes in, and something else comes out",
    )


@check(
    "q2",
    points=0.5,
    hint="Test error_curve with a rule whose error you know, such as lambda f, x, h: df(x) + h * x. And what is the "
    "dtype of x + h inside the rule?",
)
def error_of_a_rule_with_known_error(student, rng):
    """`error_curve` gives the root mean square of an error that is known, and works in the precision asked for."""
    x, hs = points(rng, -1.0, 2.0, int(rng.integers(20, 40))), rng.permutation(np.array([0.5, 0.25, 0.125, 1.0]))
    slope, power = number(rng, 0.5, 2.0), int(rng.integers(1, 4))
    student.run(
        "kinds = []\n"
        "def rule(f, x, h):\n"
        "    kinds.append(np.asarray(x + h).dtype.name)\n"
        "    return slope * np.cos(x) - h**power * (1 + x * x * x)",
        slope=slope,
        power=power,
    )
    errors = -(hs[:, None] ** power) * (1 + x**3)
    for dtype in ("float32", "float64"):
        student.run("kinds.clear()")
        student.expect(
            f"error_curve(rule, lambda x: slope * np.sin(x), lambda x: slope * np.cos(x), x, hs, np.{dtype})",
            x=x,
            hs=hs,
            want=np.sqrt(np.mean(errors**2, axis=1)),
            rtol=1e-4,
            wrong=wrong_error_curves(errors),
        )
        kinds = student.ask("sorted(set(kinds))")
        student.require(not is_exactly(kinds, []), "The rule was never called.")
        student.require(
            is_exactly(kinds, [dtype]),
            f"With dtype {dtype} the rule computed in something else.",
            misconception=STEP_NOT_CONVERTED if dtype == "float32" else "computed in float32 throughout",
        )


@check(
    "q2",
    points=0.5,
    hint="Plot your curves for np.exp in both precisions. Where should the minimum lie: near √ε, near ∛ε?",
)
def best_steps_of_other_functions(student, rng):
    """The best step, the error there and the slopes are right for two functions, two rules, two precisions."""
    k, phase = number(rng, 0.8, 1.5), number(rng, 0.2, 0.5)
    x, hs = rng.uniform(0.8, 1.2, 200), np.logspace(-11, -0.5, 43)
    student.run(
        "forward = lambda f, x, h: (f(x + h) - f(x)) / h\n"
        "central = lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h)\n"
        "wave, slope = lambda x: np.sin(k * x + phase), lambda x: k * np.cos(k * x + phase)",
        k=k,
        phase=phase,
    )
    functions = {
        "np.exp, np.exp": (np.exp, np.exp),
        "wave, slope": (lambda x: np.sin(k * x + phase), lambda x: k * np.cos(k * x + phase)),
    }
    for names, (f, df) in functions.items():
        for order, rule in ((2, "central"), (1, "forward")):
            for dtype in (np.float64, np.float32):
                want = oracle.quotient_errors(order, f, df, x, hs, dtype)
                code = f"error_curve({rule}, {names}, x, hs, np.{dtype.__name__})"
                err = student.array(code, x=x, hs=hs, shape=hs.shape)
                _compare_curves(student, err, want, dtype)
                best = float(hs[np.argmin(want)])
                # Near the minimum rounding decides, and rms values of 200 points scatter by a tenth.
                student.expect(
                    "np.log10(best_step(hs, err))",
                    hs=hs,
                    err=err,
                    want=np.log10(best),
                    rtol=0,
                    atol=1.0,
                    wrong={name: np.log10(max(v, 1e-30)) for name, v in wrong_best_steps(hs, err).items()},
                )
        _expect_slopes(student, functions[names], names, x)


def _compare_curves(student, err, want, dtype):
    student.require(bool((err > 0).all()), "An error is zero or negative.")
    ratio = np.log10(err / want)
    # Left of the minimum float64 is better by 1e-5 and more; errors that cancel make up for a tenth at most.
    rounding = slice(0, int(np.argmin(want)))
    precise = dtype is np.float32 and float(np.median(ratio[rounding])) < -3
    student.require(
        not precise,
        "The error in float32 is smaller than float32 can be.",
        misconception=STEP_NOT_CONVERTED,
    )
    student.require(
        float(np.abs(ratio).max()) < np.log10(3), "The curve is off by more than a factor of 3 somewhere."
    )


def _expect_slopes(student, functions, names, x):
    hs = np.array([0.02, 0.04, 0.08, 0.16])
    for order, rule in ((1, "forward"), (2, "central")):
        want = oracle.quotient_errors(order, *functions, x, hs, np.float64)
        slope = float(np.polyfit(np.log(hs), np.log(want), 1)[0])
        student.expect(
            f"loglog_slope(hs, error_curve({rule}, {names}, x, hs, np.float64))",
            x=x,
            hs=hs,
            want=slope,
            rtol=0.02,
            wrong=wrong_slopes(hs, want),
        )


@check("q3", points=0.25, hint="Which of the two factors is held fixed in ∂e/∂c?")
def partials_of_other_inputs(student, rng):
    """The five partial derivatives of (a + b)(b + 1) at other numbers."""
    a, b = fractions(rng, 2)
    c, d = a + b, b + 1
    want = {"ca": 1, "cb": 1, "db": 1, "ec": d, "ed": c}
    expect_exact(student, "edge_partials(a, b)", a=a, b=b, want=want, wrong=wrong_partials(c, d))


@check(
    "q3",
    points=0.75,
    hint="Draw two forks in a row, each with two ways that meet again, and count the paths: 4, not 2 and not 3. And "
    "if two edges join the same two nodes, do both count?",
)
def paths_of_other_graphs(student, rng):
    """Sums over paths with parallel edges, with eight forks in a row, from a node to itself, and without a path."""
    ways = tuple(tuple(fractions(rng, 4)) for _ in range(8))
    diamonds = oracle.Diamonds(ways)
    edges = [diamonds.edges[i] for i in rng.permutation(len(diamonds.edges))]
    # Paths to an s have an even number of edges, those to a u an odd one.
    for target in ("s2", "u2", diamonds.target):
        expect_exact(
            student,
            "path_sum(edges, 's0', target)",
            edges=edges,
            target=target,
            want=oracle.path_sum(edges, "s0", target),
            wrong=_wrong_path_sums(edges, target),
        )
    c, slope = fractions(rng, 2)
    square = [["x", "c", slope], ["c", "y", c], ["c", "y", c]]
    wrong = {"edges that join the same two nodes count once": slope * c}
    expect_exact(student, "path_sum(edges, 'x', 'y')", edges=square, want=2 * slope * c, wrong=wrong)
    expect_exact(student, "path_sum(edges, 's1', 's3')", edges=edges, want=oracle.path_sum(edges, "s1", "s3"))
    for nothing in ("path_sum(edges, 's3', 's1')", "path_sum(edges, 'u1', 'v1')"):
        expect_exact(student, nothing, want=0, wrong={"one path where there is none": 1})
    expect_exact(student, "path_sum(edges, 's4', 's4')", want=1, wrong={"no path from a node to itself": 0})


def _wrong_path_sums(edges, target):
    # Which path is found first, and which are lost, depends on the order in which the edges are looked at.
    for order in (edges, edges[::-1]):
        yield "only the first path that is found", oracle.first_path(order, "s0", target)
        lost = oracle.paths_with_visited_set(order, "s0", target)
        yield "paths are lost where they meet: a node that was visited is not entered again", lost
