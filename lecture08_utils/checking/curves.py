"""What an answer looks like beside the right one, for the picture in the report about a class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_MOST_POINTS = 101
_DIGITS = 4


@dataclass(frozen=True)
class Figure:
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
        figure: a number that belongs to it.
    """

    title: str
    xlabel: str
    ylabel: str
    ends: tuple[float, float]
    values: tuple[float, ...]
    exact: tuple[float, ...]
    figure: Figure | None = None


def curve(
    title: str,
    x: np.ndarray,
    values: np.ndarray,
    exact: np.ndarray,
    *,
    xlabel: str,
    ylabel: str,
    any_sign: bool = False,
    figure: Figure | None = None,
) -> Curve:
    """Make a curve of few enough numbers to be kept with each result.

    Args:
        x: even places, shape (n,), n a multiple of some steps and one more.
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
    step = -(-(len(x) - 1) // (_MOST_POINTS - 1))
    return Curve(
        title, xlabel, ylabel, (float(x[0]), float(x[-1])), _short(values[::step]), _short(exact[::step]), figure
    )


def _short(values: np.ndarray) -> tuple[float, ...]:
    # Nothing that a student computes makes a picture of other than finite numbers.
    return tuple(np.round(np.clip(values, -1e6, 1e6), _DIGITS).tolist())
