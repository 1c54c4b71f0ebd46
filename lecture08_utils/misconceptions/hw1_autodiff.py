"""hw1_autodiff: misconception → the value that it leads to, from the same ingredients as the right value.

Dual numbers come as [value, derivative]. Everything works on ints, floats, Fractions and arrays alike.
"""

from __future__ import annotations

from typing import Any

import numpy as np

FORWARD_IDEAS = (
    "the exact derivative, not a difference quotient: it does not depend on h",
    "the central quotient where the forward one belongs",
    "the backward quotient: x − h instead of x + h",
    "not divided by h",
    "the sign: f(x) − f(x + h)",
)
CENTRAL_IDEAS = (
    "the exact derivative, not a difference quotient: it does not depend on h",
    "the 2 in the denominator is missing: the points are 2h apart",
    "half steps: x ± h/2 instead of x ± h",
    "the forward quotient where the central one belongs",
    "not divided by 2h",
    "multiplied by h: (…) / 2 * h is not (…) / (2 * h)",
    "the sign: f(x − h) − f(x + h)",
)


def wrong_forward_differences(f, df, x, h) -> dict[str, Any]:
    """What popular mistakes make of (f(x+h) − f(x))/h, for functions f and f′ at x."""
    rise = f(x + h) - f(x)
    values = (df(x), (f(x + h) - f(x - h)) / (2 * h), (f(x) - f(x - h)) / h, rise, -rise / h)
    return dict(zip(FORWARD_IDEAS, values, strict=True))


def wrong_central_differences(f, df, x, h) -> dict[str, Any]:
    """What popular mistakes make of (f(x+h) − f(x−h))/2h, for functions f and f′ at x."""
    rise, half = f(x + h) - f(x - h), f(x + h / 2) - f(x - h / 2)
    values = (df(x), rise / h, half / h, (f(x + h) - f(x)) / h, rise, rise / 2 * h, -rise / (2 * h))
    return dict(zip(CENTRAL_IDEAS, values, strict=True))


def wrong_error_curves(errors: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of the rms over points; `errors` with their signs, shape (k steps, n points)."""
    square = np.mean(errors**2, axis=1)
    return {
        "the mean of signed errors: they cancel, which is luck": np.mean(errors, axis=1),
        "the absolute value of a mean of signed errors: they cancel, which is luck": np.abs(np.mean(errors, axis=1)),
        "the mean of the absolute errors instead of the root mean square": np.mean(np.abs(errors), axis=1),
        "the mean square without its root": square,
        "a sum over the points instead of a mean": np.sqrt(np.sum(errors**2, axis=1)),
        "the largest error instead of the root mean square": np.max(np.abs(errors), axis=1),
        "the error of one point alone": np.abs(errors[:, 0]),
    }


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


def wrong_partials(c: Any, d: Any) -> dict[str, dict[str, Any]]:
    """What popular mistakes make of the partials on the edges of e = cd."""
    exchanged = "∂e/∂c and ∂e/∂d are exchanged: at constant d, how fast does c·d grow with c?"
    return {
        exchanged: {"ca": 1, "cb": 1, "db": 1, "ec": c, "ed": d},
        "∂e/∂c = 1: a product is not a sum": {"ca": 1, "cb": 1, "db": 1, "ec": 1, "ed": 1},
    }


def wrong_products(u: Any, du: Any, v: Any, dv: Any) -> dict[str, list]:
    """What popular mistakes make of (uv, u′v + uv′)."""
    return {
        "(uv)′ = u′v′: the product rule has two terms": [u * v, du * dv],
        "(uv)′ = u′v: the second factor is not constant": [u * v, du * v],
        "(uv)′ = uv′: the first factor is not constant": [u * v, u * dv],
        "(uv)′ = uu′ + vv′: each derivative goes with the other factor": [u * v, u * du + v * dv],
    }


def wrong_quotients(u: Any, du: Any, v: Any, dv: Any) -> dict[str, list]:
    """What popular mistakes make of (u/v, (u′v − uv′)/v²)."""
    return {
        "(u/v)′ with a plus: it is u′v − uv′": [u / v, (du * v + u * dv) / (v * v)],
        "(u/v)′ with the sign reversed: it is u′v − uv′": [u / v, (u * dv - du * v) / (v * v)],
        "(u/v)′ = u′/v′: that is no rule": [u / v, du / dv],
        "(u/v)′ = u′/v: the denominator is not constant": [u / v, du / v],
        "(u/v)′ without the square: (u′v − uv′)/v": [u / v, (du * v - u * dv) / v],
    }


def wrong_powers(u: Any, du: Any, n: int) -> dict[str, list]:
    """What popular mistakes make of (uⁿ, n uⁿ⁻¹ u′) for a plain n."""
    return {
        "(uⁿ)′ = n uⁿ⁻¹ without u′": [u**n, n * u ** (n - 1)],
        "(uⁿ)′ = uⁿ⁻¹ u′ without n": [u**n, u ** (n - 1) * du],
        "(uⁿ)′ = n uⁿ u′: the exponent falls by one": [u**n, n * u**n * du],
    }


def wrong_gradients(value: Any, partials: list) -> dict[str, Any]:
    """What popular mistakes make of a gradient: misconception → list of n."""
    return {
        "all inputs are seeded at once: every entry is the sum of the partial derivatives": [sum(partials)]
        * len(partials),
        "the value of f in place of its derivatives": [value] * len(partials),
        "the gradient in reversed order": partials[::-1],
        "only the sum of the partial derivatives": sum(partials),
    }


def wrong_jacobians(rows: list[list]) -> dict[str, list[list]]:
    """What popular mistakes make of a Jacobian, given as a list of m rows; a 0 is an input that an output ignores."""
    stale, added = [rows[0]], [rows[0]]
    for row in rows[1:]:
        stale.append([entry or old for entry, old in zip(row, stale[-1], strict=True)])
        added.append([entry + old for entry, old in zip(row, added[-1], strict=True)])
    return {
        "the Jacobian is transposed: a row belongs to an output": [
            list(column) for column in zip(*rows, strict=True)
        ],
        "grads of the output before are still there for inputs that this output does not depend on": stale,
        "grads of all outputs so far are added up": added,
        "all inputs are seeded at once: every entry of a row is the sum of the row": [
            [sum(row)] * len(row) for row in rows
        ],
    }
