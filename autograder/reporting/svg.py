"""Small figures as inline SVG: axes with labels and units, and the same in words for those who do not see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from lecture08_utils.checking.curves import Curve, Quantity

_WIDTH = 720
_LEFT = 60
_ROW = 30
_BAR = 18
_SHARES = (("full-bar", "all"), ("part-bar", "some"), ("none-bar", "none of the points"))


@dataclass(frozen=True)
class Figure:
    """An SVG in the making.

    Attributes:
        name: unique on the page.
        title, text: what it is, and what it shows, in words.
    """

    name: str
    title: str
    text: str
    height: float
    parts: tuple[Markup, ...]

    def __html__(self) -> str:
        head = Markup(
            '<svg viewBox="0 0 {width} {height:g}" role="img" aria-labelledby="{name}-t {name}-d">'
            '<title id="{name}-t">{title}</title><desc id="{name}-d">{text}</desc>'
        ).format(width=_WIDTH, height=self.height, name=self.name, title=self.title, text=self.text)
        return head + Markup("\n").join(self.parts) + Markup("</svg>")


def histogram(name: str, title: str, values: Sequence[float], largest: float, xlabel: str) -> Figure:
    """How many values there are in each of at most 20 bins from 0 to `largest`."""
    width = next(step for step in (0.5, 1, 2, 5, 10, 20, 50, 100, 1e9) if largest / step <= 20)
    edges = np.arange(0.0, largest + 1e-9, width)
    edges = np.append(edges, largest) if largest - edges[-1] > 1e-9 else edges
    edges = edges if len(edges) > 1 else np.array([0.0, max(largest, 1.0)])
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
    top, bottom, height = 20.0, 216.0, 262.0
    step = _tick(max(1, int(counts.max())))
    most = step * -(-int(counts.max()) // step) or step
    x = lambda value: _LEFT + (_WIDTH - _LEFT - 20) * float(value) / float(edges[-1])  # noqa: E731
    y = lambda count: bottom - (bottom - top) * count / most  # noqa: E731
    parts = [_line(_LEFT, y(count), _WIDTH - 20, y(count), "grid") for count in range(0, most + 1, step)]
    parts += [_text(_LEFT - 8, y(count) + 4, count, "end", "soft") for count in range(0, most + 1, step)]
    for low, high, count in zip(edges, edges[1:], counts, strict=False):
        if count:
            parts.append(_rect(x(low) + 1, y(count), x(high) - x(low) - 2, bottom - y(count), "full-bar"))
    parts.append(_line(_LEFT, bottom, _WIDTH - 20, bottom, "axis"))
    each = max(1, len(edges) // 10)
    parts += [_text(x(edge), bottom + 18, f"{edge:g}", "middle", "soft") for edge in edges[::each]]
    parts.append(_text((_LEFT + _WIDTH - 20) / 2, bottom + 40, xlabel, "middle"))
    parts.append(_upright(16, (top + bottom) / 2, "number of students"))
    if len(values):
        middle = float(np.median(values))
        parts.append(_line(x(middle), top - 10, x(middle), bottom, "marker"))
        side, anchor = (-6, "end") if middle > largest / 2 else (6, "start")
        parts.append(_text(x(middle) + side, top, f"median {middle:.3g}", anchor))
    bins = zip(edges, edges[1:], counts, strict=False)
    said = ", ".join(f"{count} from {low:g} to {high:g}" for low, high, count in bins if count)
    return Figure(name, title, f"Students by {xlabel}: {said or 'none'}.", height, tuple(parts))


def stacked_bars(name: str, title: str, rows: Sequence[tuple[str, int, int, int]], xlabel: str) -> Figure:
    """A bar for each row of (label, full, partial, none), as shares of the row."""
    top = 34.0
    width = _WIDTH - _LEFT - 20
    bottom = top + _ROW * len(rows)
    parts: list[Markup] = []
    for place, (kind, word) in enumerate(_SHARES):
        parts.append(_rect(_LEFT + 90 * place, 6, 14, 14, kind))
        parts.append(_text(_LEFT + 90 * place + 20, 18, word))
    for place, (label, *counts) in enumerate(rows):
        y = top + _ROW * place + (_ROW - _BAR) / 2
        parts.append(_text(_LEFT - 8, y + 14, label, "end"))
        start, total = float(_LEFT), sum(counts)
        for (kind, _), count in zip(_SHARES, counts, strict=True):
            length = width * count / total if total else 0.0
            if length:
                parts.append(_rect(start, y, max(0.5, length - 1.5), _BAR, kind, f"{label}: {count} of {total}"))
            start += length
    parts += _percent_axis(_LEFT, width, bottom, xlabel)
    said = "; ".join(f"{label}: all {full}, some {some}, none {none}" for label, full, some, none in rows)
    return Figure(name, title, f"{said}.", bottom + 46, tuple(parts))


def ranges(name: str, title: str, rows: Sequence[tuple[str, Sequence[float]]], xlabel: str) -> Figure:
    """A dot for each positive value of a row on a logarithmic axis from 0.001 to 1, and a line at the median."""
    top, low, high = 10.0, -3.0, 0.0
    width = _WIDTH - _LEFT - 40
    bottom = top + _ROW * len(rows)
    x = lambda value: _LEFT + width * (min(max(float(np.log10(max(value, 1e-9))), low), 0.15) - low) / (high - low)  # noqa: E731
    marks = (0.001, 0.01, 0.1, 1.0)
    parts = [_line(x(mark), top, x(mark), bottom, "marker" if mark == 1 else "grid") for mark in marks]
    said = []
    for place, (label, values) in enumerate(rows):
        y = top + _ROW * (place + 0.5)
        parts.append(_text(_LEFT - 8, y + 4, label, "end"))
        parts += [_circle(x(value), y) for value in sorted(set(np.round(values, 4).tolist()))]
        if len(values):
            median = float(np.median(values))
            parts.append(_line(x(median), y - 9, x(median), y + 9, "range"))
            said.append(f"{label}: median {_share(median)}, largest {_share(max(values))}")
    names = ("0.1 % or less", "1 %", "10 %", "the limit")
    parts += [_text(x(mark), bottom + 18, word, "middle", "soft") for mark, word in zip(marks, names, strict=True)]
    parts.append(_text(_LEFT + width / 2, bottom + 40, xlabel, "middle"))
    return Figure(name, title, f"{'; '.join(said) or 'no times'} of the limit.", bottom + 50, tuple(parts))


def curves(name: str, answers: Sequence[Curve]) -> Figure:
    """Functions that answers found over the exact one, and on the right a number that belongs to each.

    Args:
        answers: at least one; all are about the same thing.
    """
    first = answers[0]
    top, bottom, left = 14.0, 254.0, float(_LEFT + 20)
    quantities = [answer.quantity for answer in answers if answer.quantity]
    right = _WIDTH - 20.0 - (190.0 if quantities else 0.0)
    low, high = min(first.exact), max(first.exact)
    low, high = low - 0.2 * (high - low or 1.0), high + 0.2 * (high - low or 1.0)
    x = lambda value: left + (right - left) * (value - first.ends[0]) / (first.ends[1] - first.ends[0])  # noqa: E731
    y = lambda value: bottom - (bottom - top) * (min(max(value, low), high) - low) / (high - low)  # noqa: E731
    parts = []
    for value in _round_marks(low, high):
        parts += [
            _line(left, y(value), right, y(value), "grid"),
            _text(left - 8, y(value) + 4, _mark(value), "end", "soft"),
        ]
    for value in _round_marks(*first.ends):
        parts.append(_text(x(value), bottom + 18, _mark(value), "middle", "soft"))
    for answer in answers:
        parts.append(_path([(x(place), y(value)) for place, value in _places(answer, answer.values)], "curve"))
    parts.append(_path([(x(place), y(value)) for place, value in _places(first, first.exact)], "exact"))
    parts += [
        _line(left, bottom, right, bottom, "axis"),
        _text((left + right) / 2, bottom + 40, first.xlabel, "middle"),
        _upright(16, (top + bottom) / 2, first.ylabel),
    ]
    if quantities:
        parts += _strip(quantities, right + 80.0, top, bottom)
    scale = max(map(abs, first.exact)) or 1.0
    close = sum(
        len(answer.values) == len(first.exact)
        and max(abs(a - b) for a, b in zip(answer.values, first.exact, strict=True)) <= 0.05 * scale
        for answer in answers
    )
    said = f"{first.title}: {close} of {len(answers)} within 5 % of the largest exact value everywhere."
    if quantities:
        middle = float(np.median([item.value for item in quantities]))
        said += f" {quantities[0].label}: median {middle:.5g}, exact {quantities[0].exact:.5g}."
    return Figure(name, first.title, said, bottom + 50, tuple(parts))


def _places(answer: Curve, values: Sequence[float]) -> list[tuple[float, float]]:
    return [*zip(np.linspace(*answer.ends, len(values)).tolist(), values, strict=True)]


def _strip(quantities: Sequence[Quantity], left: float, top: float, bottom: float) -> list[Markup]:
    """Numbers as dots over an upright axis about the exact one, next to each other as far as there is room."""
    exact, right = quantities[0].exact, float(_WIDTH - 20)
    reach = min(max(1e-3, *(abs(item.value - exact) for item in quantities)) * 1.15, 2 * max(abs(exact), 0.5))
    middle = (top + bottom) / 2
    y = lambda value: middle - (middle - top) * min(max((value - exact) / reach, -1.0), 1.0)  # noqa: E731
    parts = [_line(left, y(exact), right, y(exact), "exact")]
    for value in (exact - reach, exact, exact + reach):
        parts.append(_text(left - 8, y(value) + 4, _mark(value), "end", "soft"))
    step = (right - left) / (len(quantities) + 1)
    parts += [_circle(left + step * (place + 1), y(item.value)) for place, item in enumerate(quantities)]
    parts += [
        _line(left, top, left, bottom, "axis"),
        _text((left + right) / 2, bottom + 18, "one dot per student", "middle", "soft"),
        _text((left + right) / 2, bottom + 40, quantities[0].label, "middle"),
    ]
    return parts


def _mark(value: float) -> str:
    """A number beside an axis, with the sign of minus, and zero without one."""
    return f"{value + 0.0:.4g}".replace("-", "−")


def _round_marks(low: float, high: float) -> list[float]:
    """Round numbers between two others, three to eleven of them."""
    step = 10.0 ** np.floor(np.log10((high - low) / 2))
    step = next(step * factor for factor in (0.5, 1.0, 2.0) if (high - low) / (step * factor) <= 10)
    return (step * np.arange(np.ceil(low / step), np.floor(high / step) + 1)).round(9).tolist()


def _path(points: Sequence[tuple[float, float]], kind: str) -> Markup:
    through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Markup('<polyline points="{}" class="{}"/>').format(through, kind)


def _share(value: float) -> str:
    return f"{100 * value:.0f} %" if value >= 0.1 else f"{100 * value:.2g} %"


def _percent_axis(left: float, width: float, bottom: float, label: str) -> list[Markup]:
    parts = [_line(left, bottom, left + width, bottom, "axis")]
    for percent in (0, 25, 50, 75, 100):
        parts.append(_line(left + width * percent / 100, bottom, left + width * percent / 100, bottom + 4, "axis"))
        parts.append(_text(left + width * percent / 100, bottom + 19, f"{percent} %", "middle", "soft"))
    return [*parts, _text(left + width / 2, bottom + 40, label, "middle")]


def _tick(most: int) -> int:
    return next(step * scale for scale in (1, 10, 100, 1000, 10**6) for step in (1, 2, 5) if most <= 6 * step * scale)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>').format(x1, y1, x2, y2, kind)


def _rect(x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> Markup:
    inside = Markup("<title>{}</title>").format(tip) if tip else Markup("")
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2" class="{}">{}</rect>').format(
        x, y, width, height, kind, inside
    )


def _circle(x: float, y: float) -> Markup:
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4" class="dot"/>').format(x, y)


def _text(x: float, y: float, text: object, anchor: str = "start", kind: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>').format(
        x, y, anchor, kind, text
    )


def _upright(x: float, y: float, text: str) -> Markup:
    return Markup('<text transform="translate({:.1f} {:.1f}) rotate(-90)" text-anchor="middle">{}</text>').format(
        x, y, text
    )
