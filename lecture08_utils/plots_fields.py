"""Figures of hw3_poisson's later questions. They take NumPy or JAX arrays; they compute no answers.

Everything is dimensionless. Colours are those of Okabe & Ito, told apart by colour-blind readers; every curve also
differs in dash or marker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from .plots import BLACK, BLUE, GREEN, ORANGE, VERMILION
from .plots_poisson import plot_spiky

_STYLES = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (ORANGE, ":"))
_MARKERS = ("o", "s", "^", "D")


def plot_mode_errors(trainings: Mapping[str, Any], ks: Sequence[int], every: int) -> None:
    """Errors of the modes sin kx against the training step, both logarithmic, one panel per training.

    They jump from row to row: bold lines are medians of neighbours, faint ones what was recorded.

    Args:
        trainings: name → errors, shape (m, len(ks)); row i belongs to step i · every. Row 0
            has no place on a logarithmic axis.
        ks: the modes, at most four.
        every: steps from one row to the next.
    """
    figure, panels = plt.subplots(
        1,
        len(trainings),
        figsize=(1.5 + 4.2 * len(trainings), 3.6),
        sharey=True,
        layout="constrained",
        squeeze=False,
    )
    for axes, (name, errors) in zip(panels[0], trainings.items(), strict=True):
        errors = np.asarray(errors, dtype=np.float64)
        steps = every * np.arange(1, len(errors))
        for k, column, (colour, dash) in zip(ks, errors[1:].T, _STYLES, strict=False):
            plot_spiky(axes, steps, column, colour, dash, f"$k={k}$")
        axes.set(xlabel="training step", title=name, ylim=(1e-3, 30))
        axes.grid(alpha=0.3)
    panels[0][0].set_ylabel("error of mode $k$ (dimensionless)")
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=len(ks))


def plot_elements(nodes: Any, u: Any, exact: Callable[[np.ndarray], Any]) -> None:
    """A piecewise linear solution on top of the exact one, and the difference of the two below.

    Args:
        nodes, u: shape (n + 1,).
        exact: the exact solution, elementwise on arrays.
    """
    nodes, u = np.asarray(nodes, dtype=np.float64), np.asarray(u, dtype=np.float64)
    x = np.linspace(nodes[0], nodes[-1], 501)
    _, (top, bottom) = plt.subplots(2, 1, figsize=(6.5, 5), sharex=True, layout="constrained", height_ratios=(2, 1))
    top.plot(x, exact(x), color=BLACK, linestyle="--", label="exact")
    top.plot(nodes, u, color=BLUE, marker="o", markersize=5, label=f"{len(nodes) - 1} elements")
    top.set(ylabel="potential $u$", title="Straight pieces")
    top.legend()
    bottom.plot(x, np.interp(x, nodes, u) - exact(x), color=VERMILION, label="between the nodes")
    bottom.plot(nodes, u - exact(nodes), color=BLUE, linestyle="", marker="o", markersize=5, label="at the nodes")
    bottom.axhline(0, color=BLACK, linewidth=0.8)
    bottom.set(ylabel="elements\n− exact")
    low, high = bottom.get_ylim()
    bottom.set_ylim(low - 0.4 * (high - low), high)
    bottom.legend(fontsize="small", loc="lower center", ncols=2)
    _positions(bottom)
    for axes in (top, bottom):
        axes.grid(alpha=0.3)


def plot_error_against_time(methods: Mapping[str, tuple[Any, Any, Sequence[str]]]) -> None:
    """What an error costs: one curve per method, both axes logarithmic.

    Args:
        methods: name → (seconds without compilation (m,), L² errors (m,), what stands at each point (m,), empty for
            nothing).
    """
    figure, axes = plt.subplots(figsize=(6.5, 4.4), layout="constrained")
    for (name, (seconds, errors, labels)), (colour, dash), marker in zip(
        methods.items(), _STYLES, _MARKERS, strict=False
    ):
        seconds, errors = np.asarray(seconds, dtype=np.float64), np.asarray(errors, dtype=np.float64)
        axes.loglog(seconds, errors, color=colour, linestyle=dash, marker=marker, markersize=4, label=name)
        for place, label in zip(zip(seconds, errors, strict=True), labels, strict=True):
            axes.annotate(label, place, (4, 4), textcoords="offset points", fontsize="small", color=colour)
    axes.set(
        xlabel="wall time without compilation (s)",
        ylabel="$L^2$ error (dimensionless)",
        title="What does a digit cost?",
    )
    axes.margins(0.1)
    figure.legend(loc="outside lower center")
    axes.grid(alpha=0.3)


def plot_inverse(x_data: Any, u_data: Any, x: Any, values: Any, truth: Any, title: str) -> None:
    """Measurements, the curve that was fitted to them, and the one that they were made from.

    Args:
        x_data, u_data: places and measured values, shape (n,).
        x: many positions, shape (m,).
        values, truth: the fitted and the noiseless u there, shape (m,).
    """
    _, axes = plt.subplots(figsize=(6.5, 3.6), layout="constrained")
    data = (np.asarray(x_data), np.asarray(u_data))
    axes.plot(*data, color=ORANGE, linestyle="", marker="o", markersize=4, label="measured")
    axes.plot(np.asarray(x), np.asarray(truth), color=BLACK, linestyle="--", label="without noise")
    axes.plot(np.asarray(x), np.asarray(values), color=BLUE, label="network")
    axes.set(ylabel="temperature $u$", title=title)
    _positions(axes, "position $x$ (length of the rod/π)")
    axes.legend()
    axes.grid(alpha=0.3)


def _positions(axes: Any, label: str = "position $x$ (plate distance/π)") -> None:
    axes.set_xticks([0, np.pi / 4, np.pi / 2, 3 * np.pi / 4, np.pi], ["0", "π/4", "π/2", "3π/4", "π"])
    axes.set_xlabel(label)
