"""hw1_autodiff, q2: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.checking.exact import is_exactly
from lecture08_utils.checking.mistakes import Pairs
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

STEP_NOT_CONVERTED = "computed in float64: float32 points met a float64 step, or were never converted"


@check(
    "q2",
    points=0.5,
    hint="Test error_curve with a rule whose error you know, such as lambda f, x, h: df(x) + h * x. And what is the "
    "dtype of x + h inside the rule?",
)
def error_of_a_rule_with_known_error(student, rng):
    """`error_curve` gives the root mean square of an error that is known, and works in the precision asked for."""
    # Spread evenly: by luck the errors' mean could vanish, and their standard deviation would be their rms.
    x = rng.permutation(np.linspace(-1.0, 2.0, int(rng.integers(20, 40)))).round(3)
    hs = rng.permutation(np.array([0.5, 0.25, 0.125, 1.0]))
    slope, power = number(rng, 0.5, 2.0), int(rng.integers(1, 4))
    student.run(
        "kinds = []\n"
        "def rule(f, x, h):\n"
        "    kinds.append(np.asarray(x + h).dtype.name)\n"
        "    return slope * np.cos(x) - h**power * (x * x * x - 0.5)",
        slope=slope,
        power=power,
    )
    errors = -(hs[:, None] ** power) * (x**3 - 0.5)
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
    _expect_best_of_table(student, rng)
    functions = {
        "np.exp, np.exp": (np.exp, np.exp),
        "wave, slope": (lambda x: np.sin(k * x + phase), lambda x: k * np.cos(k * x + phase)),
    }
    for names, (f, df) in functions.items():
        for order, rule in ((2, "central"), (1, "forward")):
            for dtype in (np.float64, np.float32):
                want = quotient_errors(order, f, df, x, hs, dtype)
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
                )
        _expect_slopes(student, functions[names], names, x)


def _expect_best_of_table(student, rng):
    hs, err = rng.permutation(np.geomspace(2e-5, 3e-2, 7)), rng.permutation(np.geomspace(2e-9, 3e-6, 7))
    wrong = wrong_best_steps(hs, err)
    student.expect("best_step(hs, err)", hs=hs, err=err, want=float(hs[np.argmin(err)]), rtol=1e-6, wrong=wrong)


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
        want = quotient_errors(order, *functions, x, hs, np.float64)
        slope = float(np.polyfit(np.log(hs), np.log(want), 1)[0])
        student.expect(
            f"loglog_slope(hs, error_curve({rule}, {names}, x, hs, np.float64))",
            x=x,
            hs=hs,
            want=slope,
            rtol=0.02,
            wrong=wrong_slopes(hs, want),
        )


def quotient_errors(order: int, f: Callable, df: Callable, x: np.ndarray, hs: np.ndarray, dtype: type) -> np.ndarray:
    """rms error of the forward (order 1) or central (order 2) quotient in a precision; shape (len(hs),)."""
    x = x.astype(dtype)
    steps: np.ndarray = hs.astype(dtype)[:, None]
    left, width = (x, steps) if order == 1 else (x - steps, 2 * steps)
    quotients = (f(x + steps) - f(left)) / width
    return np.sqrt(np.mean((quotients.astype(np.float64) - df(x.astype(np.float64))) ** 2, axis=1))


def wrong_error_curves(errors: np.ndarray) -> Pairs:
    """What popular mistakes make of the rms over points; `errors` with their signs, shape (k steps, n points)."""
    cancelled = "the mean of signed errors: they cancel, which is luck"
    return [
        (cancelled, np.mean(errors, axis=1)),
        (cancelled, -np.mean(errors, axis=1)),
        (cancelled, np.abs(np.mean(errors, axis=1))),
        ("the mean of the absolute errors instead of the root mean square", np.mean(np.abs(errors), axis=1)),
        ("the mean square without its root", np.mean(errors**2, axis=1)),
        ("a sum over the points instead of a mean", np.sqrt(np.sum(errors**2, axis=1))),
        ("np.std, which subtracts the mean of the errors: a root mean square does not", np.std(errors, axis=1)),
        ("the largest error instead of the root mean square", np.max(np.abs(errors), axis=1)),
        ("the error of one point alone", np.abs(errors[:, 0])),
    ]


def wrong_best_steps(hs: np.ndarray, err: np.ndarray) -> dict[str, float]:
    """What popular mistakes make of the step with the smallest error."""
    return {
        "the smallest error instead of its step": float(np.min(err)),
        "the index of the step instead of the step": float(np.argmin(err)),
        "the smallest step": float(np.min(hs)),
        "the step with the largest error": float(hs[np.argmax(err)]),
    }


def wrong_slopes(hs: np.ndarray, err: np.ndarray) -> dict[str, float]:
    """What popular mistakes make of the slope of log err against log h."""
    x, y = np.log(hs), np.log(err)
    return {
        "the logarithms are missing": float(np.polyfit(hs, err, 1)[0]),
        "only the errors are logarithmic": float(np.polyfit(hs, y, 1)[0]),
        "the axes are exchanged: 1/p": float(np.polyfit(y, x, 1)[0]),
        "the intercept instead of the slope": float(np.polyfit(x, y, 1)[1]),
        "only the first and the last point instead of a fit": float((y[-1] - y[0]) / (x[-1] - x[0])),
    }


@mistakes("q2.error_of_a_lopsided_quotient")
def _():
    x, h = np.array([0.5, -1.0, 0.0, 1.5]), np.array([[0.4], [0.2], [0.1]])
    ignored = "`rule` is not used: the error is that of another difference quotient"
    others = ((np.sin(x + h) - np.sin(x)) / h, (np.sin(x + h) - np.sin(x - h)) / (2 * h))
    rms = [np.sqrt(np.mean((quotient - np.cos(x)) ** 2, axis=1)) for quotient in others]
    errors = (np.sin(x + 2 * h) - np.sin(x - h)) / (3 * h) - np.cos(x)
    return [*wrong_error_curves(errors), *((ignored, error) for error in rms)]


@mistakes("q2.best_step_and_slope_of_a_table", "best step")
def _():
    return wrong_best_steps(np.array([1e-1, 1e-2, 1.0, 1e-3, 1e-4]), np.array([6e-4, 8e-6, 0.07, 4e-6, 3e-5]))


@mistakes("q2.best_step_and_slope_of_a_table", "straight table")
def _():
    return wrong_slopes(np.array([1e-1, 1e-2, 1.0, 1e-3, 1e-4]), np.array([5e-2, 5e-4, 5.0, 5e-6, 5e-8]))


@mistakes("q2.best_step_and_slope_of_a_table", "bent table")
def _():
    return wrong_slopes(np.array([0.1, 0.2, 0.3]), np.array([0.3, 1.0, 3.0]))
