"""Figures of hw1_autodiff: they draw numbers that students computed, and compute none of them.

Colours are those of Okabe & Ito, told apart by colour-blind readers; every curve also differs in marker and dash,
so that a figure survives a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

BLUE, ORANGE, GREEN, VERMILION, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#595959"
_STYLES = ((BLUE, "o", "-"), (VERMILION, "s", "-"), (GREEN, "^", "--"), (ORANGE, "D", "--"))


def plot_error_curves(hs: Any, curves: Mapping[str, Any], slopes: Mapping[str, tuple[float, float, float]]) -> None:
    """Errors of difference quotients against the step, both logarithmic, with triangles that show slopes.

    Args:
        hs: steps in units of x, shape (n,).
        curves: name → rms errors in units of f′, shape (n,).
        slopes: text → (exponent p, h, error): a dashed line error ∝ h^p through that point, two decades long.
    """
    _, axes = plt.subplots(figsize=(7.2, 4.4), layout="constrained")
    for (colour, marker, dash), (name, errors) in zip(_STYLES, curves.items(), strict=False):
        # Hollow markers: on the right the precisions lie on top of each other.
        axes.loglog(hs, errors, dash, color=colour, marker=marker, mfc="none", ms=4.5, linewidth=1.2, label=name)
    for text, (power, h, error) in slopes.items():
        line = np.array([h / 10, h * 10])
        axes.loglog(line, error * (line / h) ** power, color=GREY, linestyle=":", linewidth=2)
        axes.annotate(
            text, (h, error), xytext=(8, -12) if power > 0 else (-68, -12), textcoords="offset points", color=GREY
        )
    axes.set(xlabel="step $h$ (units of $x$)", ylabel="rms error of $f'$ (units of $f'$)")
    axes.set_title("Rounding on the left, truncation on the right")
    axes.legend(fontsize="small", loc="lower right")
    axes.grid(alpha=0.3)


def plot_graph(
    nodes: Mapping[str, Sequence[str]], edges: Sequence[Sequence[Any]], title: str, *, backward: bool = False
) -> None:
    """A computational graph: inputs at the bottom, the output on top.

    Args:
        nodes: name → lines of text in the node, such as its value and a derivative.
        edges: [tail, head, partial derivative ∂head/∂tail], from the inputs to the output.
        backward: the numbers flowed from the output to the inputs: arrows point down.
    """
    places = _places(list(nodes), edges)
    _, axes = plt.subplots(figsize=(5.8, 5.6), layout="constrained")
    colour = VERMILION if backward else BLUE
    boxes = {}
    for name, lines in nodes.items():
        box = {"boxstyle": "round,pad=0.5", "fc": "white", "ec": colour, "lw": 1.5}
        text = axes.text(*places[name], "\n".join(lines), ha="center", va="center", bbox=box)
        boxes[name] = text.get_bbox_patch()
    for index, (tail, head, partial) in enumerate(edges):
        twins = [i for i, edge in enumerate(edges) if list(edge[:2]) == [tail, head]]
        bend = 0.3 * (twins.index(index) - (len(twins) - 1) / 2)
        start, end = np.array(places[tail]), np.array(places[head])
        arrow = {
            "arrowstyle": "<|-" if backward else "-|>",
            "mutation_scale": 16,
            "color": colour,
            "linestyle": "--" if backward else "-",
            "patchA": boxes[tail],
            "patchB": boxes[head],
            "shrinkA": 1,
            "shrinkB": 1,
            "connectionstyle": f"arc3,rad={bend}",
        }
        # Behind the boxes in time, so that their sizes are known; the label then lies on its arrow.
        axes.annotate("", xy=tuple(end), xytext=tuple(start), arrowprops=arrow, zorder=4)
        middle = (start + end) / 2 + bend / 2 * np.array([end[1] - start[1], start[0] - end[0]])
        label = f"∂{head}/∂{tail} = {_text(partial)}"
        box = {"fc": "white", "ec": "none", "pad": 1.5}
        axes.text(middle[0], middle[1], label, ha="center", va="center", bbox=box, zorder=5)
    axes.set_title(title)
    axes.margins(0.18)
    axes.plot(*np.array(list(places.values())).T, alpha=0)
    axes.axis("off")


def describe_node(name: str, value: Any, derivative_name: str, derivative: Any) -> list[str]:
    """The lines of a node for `plot_graph`: ``c = 3`` and ``∂c/∂b = 1``."""
    return [f"{name} = {_text(value)}", f"{derivative_name} = {_text(derivative)}"]


def plot_pass_counts(n_inputs: Any, forward: Any, backward: Any) -> None:
    """How often a function runs for one gradient, against the number of its inputs.

    Args:
        n_inputs: numbers of inputs, shape (k,).
        forward, backward: evaluations of the function in forward and in reverse mode, shape (k,).
    """
    _, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    axes.loglog(n_inputs, forward, "-", color=BLUE, marker="o", label="forward mode")
    axes.loglog(n_inputs, backward, "--", color=VERMILION, marker="s", label="reverse mode")
    axes.set(xlabel="number of inputs $n$", ylabel="evaluations of $f$ per gradient")
    axes.set_title("What a gradient of one output costs")
    axes.set_xticks(n_inputs, [f"{n}" for n in n_inputs], minor=False)
    axes.set_yticks([1, *n_inputs], [f"{n}" for n in (1, *n_inputs)], minor=False)
    axes.set_xticks([], minor=True)
    axes.set_yticks([], minor=True)
    axes.legend()
    axes.grid(alpha=0.3)


def plot_swell(curves: Mapping[str, Any], title: str) -> None:
    """Numbers of operations against the number of iterations, logarithmic upwards.

    Args:
        curves: name → numbers of operations for 1, 2, … iterations, shape (n_max,).
    """
    _, axes = plt.subplots(figsize=(6.4, 3.8), layout="constrained")
    for (colour, marker, dash), (name, counts) in zip(_STYLES, curves.items(), strict=False):
        counts = np.asarray(counts, dtype=float)
        iterations = np.arange(1, len(counts) + 1)
        axes.semilogy(iterations, counts, dash, color=colour, marker=marker, markersize=4, label=name)
    axes.set(xlabel="iterations $n$", ylabel="operations for $dx_n/dx_0$", title=title)
    axes.legend(fontsize="small")
    axes.grid(alpha=0.3)


def _places(names: list[str], edges: Sequence[Sequence[Any]]) -> dict[str, tuple[float, float]]:
    """Height by the longest way from an input; side by side in the order of `names`."""
    level = dict.fromkeys(names, 0)
    for _ in names:
        for tail, head, _partial in edges:
            level[head] = max(level[head], level[tail] + 1)
    places = {}
    for height in sorted(set(level.values())):
        row = [name for name in names if level[name] == height]
        for index, name in enumerate(row):
            places[name] = (2.0 * (index - (len(row) - 1) / 2), 2.0 * height)
    return places


def _text(number: Any) -> str:
    return str(number) if isinstance(number, int | Fraction | str) else f"{float(number):.4g}"
