"""Figures of hw3_poisson. They take NumPy or JAX arrays; they compute no answers.

Everything is dimensionless: x in units of the plates' distance over π, and u, u″ and f to match. Colours are those of
Okabe & Ito, told apart by colour-blind readers; every curve also differs in dash or marker.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from .plots import BLACK, BLUE, GREEN, ORANGE, VERMILION

_STYLES = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (ORANGE, ":"))
_POSITION = "position $x$ (plate distance/π)"


def plot_solution(x: Any, values: Any, residual: Any, exact: Any = None, title: str = "") -> None:
    """A trained potential, its error if the exact one is known, and its residual, one above the other.

    Args:
        x: positions, shape (n,).
        values: u(x) of the network, shape (n,).
        residual: u″ − f at x, shape (n,).
        exact: the right u(x), shape (n,), if known.
    """
    x, values, residual = (np.asarray(item, dtype=np.float64) for item in (x, values, residual))
    rows = 2 if exact is None else 3
    _, panels = plt.subplots(
        rows, 1, figsize=(6.5, 1.4 + 1.6 * rows), sharex=True, layout="constrained", height_ratios=(2, 1, 1)[:rows]
    )
    if exact is not None:
        exact = np.asarray(exact, dtype=np.float64)
        panels[0].plot(x, exact, color=BLACK, linestyle="--", label="exact", zorder=3)
        panels[1].plot(x, values - exact, color=VERMILION)
        panels[1].set_ylabel("network\n− exact")
        panels[1].axhline(0, color=BLACK, linewidth=0.8)
    panels[0].plot(x, values, color=BLUE, label="network")
    panels[0].set(ylabel="potential $u$", title=title)
    panels[0].legend()
    panels[-1].plot(x, residual, color=GREEN)
    panels[-1].axhline(0, color=BLACK, linewidth=0.8)
    panels[-1].set(ylabel="residual\n$u''-f$", xlabel=_POSITION)
    _ticks_and_grid(*panels)


def plot_loss_terms(history: Any, w_bc: float) -> None:
    """The loss and its two terms, as they enter it, against the training step, logarithmically.

    Bold lines are medians of neighbours, faint ones what was recorded, with its spikes.

    Args:
        history: loss, L_pde and L_bc at every step, shape (steps, 3).
        w_bc: weight of L_bc in the loss.
    """
    history = np.asarray(history, dtype=np.float64)
    figure, axes = plt.subplots(figsize=(6.5, 4), layout="constrained")
    steps = np.arange(1, len(history) + 1)
    equation, boundary = history[:, 1], w_bc * history[:, 2]
    plot_spiky(axes, steps, boundary, GREEN, "-.", "boundary: $w_{bc}\\,L_{bc}$")
    plot_spiky(axes, steps, equation, VERMILION, "-", "equation: $L_{pde}$")
    plot_spiky(axes, steps, history[:, 0], BLACK, "--", "loss: their sum")
    # Now and then a term passes through almost zero; that must not squeeze all the rest.
    axes.set_ylim(bottom=max(1e-3 * np.median(history[-len(history) // 10 :, 0]), 1e-14))
    axes.set(xlabel="training step", ylabel="loss (dimensionless)", title="Which term does the training work on?")
    figure.legend(loc="outside lower center", ncols=3)
    axes.grid(alpha=0.3)


def plot_gradient_sizes(snapshots: Mapping[str, tuple[Any, Any]]) -> None:
    """How large the entries of two gradients are: histograms on a logarithmic axis, one panel per snapshot.

    Args:
        snapshots: moment of the training → (∂L_pde/∂params, ∂L_bc/∂params), pytrees of lists, tuples and dicts.
    """
    figure, panels = plt.subplots(
        1, len(snapshots), figsize=(4.5 * len(snapshots), 3.4), layout="constrained", squeeze=False, sharey=True
    )
    for axes, (name, pair) in zip(panels[0], snapshots.items(), strict=True):
        sizes = [np.abs(np.concatenate(_leaves(tree))) for tree in pair]
        shown = np.concatenate([size[size > 0] for size in sizes])
        low, high = np.quantile(shown, 0.01), shown.max()
        bins = np.geomspace(low, 1.2 * high, 31)
        axes.hist(sizes[0], bins, color=VERMILION, alpha=0.5, label=r"$\partial L_{pde}/\partial\theta$")
        axes.hist(sizes[1], bins, histtype="step", color=BLUE, hatch="//", label=r"$\partial L_{bc}/\partial\theta$")
        axes.set(xscale="log", xlabel="size of an entry (dimensionless)", title=name.capitalize())
        axes.grid(alpha=0.3)
    panels[0][0].set_ylabel("number of parameters")
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=2)


def plot_weights(x: Any, solutions: Mapping[float, Any], exact: Any) -> None:
    """What trainings with different weights of the boundary term make of the same problem.

    Args:
        x: positions, shape (n,).
        solutions: w_bc → u(x), shape (n,); at most four.
        exact: the right u(x), shape (n,).
    """
    x, exact = np.asarray(x, dtype=np.float64), np.asarray(exact, dtype=np.float64)
    _, axes = plt.subplots(figsize=(6.5, 3.6), layout="constrained")
    axes.plot(x, exact, color=BLACK, linewidth=4, alpha=0.25, label="exact")
    for (colour, dash), (weight, values) in zip(_STYLES, solutions.items(), strict=False):
        axes.plot(x, np.asarray(values), color=colour, linestyle=dash, label=f"$w_{{bc}}$ = {weight:g}")
    axes.set(xlabel=_POSITION, ylabel="potential $u$", title="A boundary term that shouts everything else down")
    axes.legend()
    _ticks_and_grid(axes)


def plot_spiky(axes: Any, steps: np.ndarray, values: np.ndarray, colour: str, dash: str, label: str) -> None:
    """A positive curve with spikes, on logarithmic axes: itself, faint, and medians of neighbours on top of it.

    Args:
        steps, values: shape (n,); steps ascending from 1 or more.
    """
    axes.loglog(steps, values, color=colour, linewidth=0.6, alpha=0.3)
    # Equal pieces of the logarithmic axis, 12 to a factor of ten.
    piece = np.floor(12 * np.log10(steps)).astype(int)
    groups = [piece == number for number in np.unique(piece)]
    middle, medians = ([np.median(row[group]) for group in groups] for row in (steps, values))
    axes.loglog(middle, medians, color=colour, linestyle=dash, linewidth=1.8, label=label)


def _leaves(tree: Any) -> list[np.ndarray]:
    """The arrays of a nesting of lists, tuples and dicts, each flattened."""
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, list | tuple):
        return [leaf for branch in tree for leaf in _leaves(branch)]
    return [np.ravel(np.asarray(tree, dtype=np.float64))]


def _ticks_and_grid(*panels: Any) -> None:
    panels[-1].set_xticks([0, np.pi / 4, np.pi / 2, 3 * np.pi / 4, np.pi], ["0", "π/4", "π/2", "3π/4", "π"])
    for axes in panels:
        axes.grid(alpha=0.3)
