"""What an answer looks like beside the right one, for the picture in the report about a class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_MOST_POINTS = 101
_DIGITS = 4


@dataclass(frozen=True)
class Quantity:
    """One number of an answer, such as an energy.

    Attributes:
        label: what it is, with its unit.
    """

    label: str
    value: float
    exact: float


@dataclass(frozen=True)
class Curve:
    """A function that an answer found, at evenly spaced places.

    Attributes:
        title: what it is, in a few words.
        xlabel, ylabel: of the axes, with units.
        ends: the first place and the last.
        values, exact: of the answer, and the right ones, at the same places.
        quantity: a number that belongs to it.
    """

    title: str
    xlabel: str
    ylabel: str
    ends: tuple[float, float]
    values: tuple[float, ...]
    exact: tuple[float, ...]
    quantity: Quantity | None = None


def curve(
    title: str,
    x: np.ndarray,
    values: np.ndarray,
    exact: np.ndarray,
    *,
    xlabel: str,
    ylabel: str,
    any_sign: bool = False,
    quantity: Quantity | None = None,
) -> Curve:
    """Make a curve of few enough numbers to be kept with each result.

    Args:
        x: evenly spaced places in ascending order, shape (n,).
        values, exact: finite numbers there, shape (n,).
        any_sign: the sign of `values` means nothing: take that which is nearer to `exact`.

    Example:
        >>> x = np.linspace(0.0, 1.0, 201)
        >>> made = curve("a line", x, -x, x, xlabel="x", ylabel="y", any_sign=True)
        >>> made.ends, len(made.values), made.values[-1]
        ((0.0, 1.0), 101, 1.0)
    """
    if any_sign and np.sum(values * exact) < 0:
        values = -values
    fewer = np.linspace(x[0], x[-1], min(len(x), _MOST_POINTS))
    values, exact = np.interp(fewer, x, values), np.interp(fewer, x, exact)
    return Curve(title, xlabel, ylabel, (float(x[0]), float(x[-1])), _short(values), _short(exact), quantity)


def _short(values: np.ndarray) -> tuple[float, ...]:
    """Few digits of each, so that results stay small."""
    return tuple(float(f"{value:.{_DIGITS}g}") for value in values)
