"""Figures of trainings, excited states and spectra in hw4_oscillator.

They take NumPy or JAX arrays; they compute no answers.

Colours are those of Okabe & Ito, told apart by colour-blind readers; every curve also differs in dash or marker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from .plots import BLACK, BLUE, GREEN, VERMILION

_POSITION = "position $x$ (bohr)"
_NOT_WATCHED = "Nothing to draw: only trainings by `minimise` can be watched."
_STYLES = ((BLUE, "-", "o"), (VERMILION, "-.", "s"), (GREEN, ":", "^"))


def plot_states(V: Callable, x: Any, states: Mapping[str, tuple[float, Any]], exact: Sequence[Any]) -> None:
    """Several states in one well, each ψ drawn on top of its energy, with the exact one as dots over it.

    The sign of a wave function means nothing, so each is flipped if that brings it nearer to its exact one.

    Args:
        V: the well, in hartree.
        x: positions in bohr, shape (n,).
        states: name → (E in hartree, ψ(x) of shape (n,)).
        exact: the exact ψ(x) of each, shape (n,).
    """
    x = np.asarray(x, dtype=np.float64)
    figure, axes = plt.subplots(figsize=(6.5, 4.6), layout="constrained")
    top, every = 0.0, max(1, len(x) // 40)
    for (colour, dash, _), (name, (energy, values)), right in zip(_STYLES, states.items(), exact, strict=False):
        values, right = np.asarray(values, dtype=np.float64), np.asarray(right, dtype=np.float64)
        values = values * (np.sign(np.sum(values * right)) or 1.0)
        axes.axhline(energy, color=colour, linewidth=0.8)
        axes.fill_between(x, energy, energy + values, color=colour, alpha=0.2)
        axes.plot(x, energy + values, color=colour, linestyle=dash, label=f"{name}, $E$ = {energy:.4f} hartree")
        axes.plot(x[::every], energy + right[::every], color=BLACK, marker=".", markersize=4, linestyle="none")
        top = max(top, energy + float(np.abs(values).max()))
    axes.plot([], [], color=BLACK, marker=".", markersize=4, linestyle="none", label="exact")
    axes.plot(x, np.asarray(V(x), dtype=np.float64), color=BLACK, linewidth=1, label="$V$")
    axes.set(xlabel=_POSITION, ylabel="energy (hartree), $\\psi$ (bohr$^{-1/2}$)", ylim=(-0.1, 1.3 * top))
    axes.set_title("States of one well")
    figure.legend(loc="outside lower center", ncols=2, fontsize="small")
    axes.grid(alpha=0.3)


def plot_snapshots(x: Any, snapshots: Mapping[int, tuple[float, Any]], exact: Any) -> None:
    """ψ during a training, a panel for each look at it, over the exact one.

    Args:
        x: positions in bohr, shape (n,).
        snapshots: steps taken → (E in hartree, ψ(x) of shape (n,)); as `watch` gives them.
        exact: ψ(x) of shape (n,); the sign of each ψ is chosen to bring it nearer.
    """
    if not snapshots:
        print(_NOT_WATCHED)
        return
    x, exact = np.asarray(x, dtype=np.float64), np.asarray(exact, dtype=np.float64)
    columns = min(3, len(snapshots))
    rows = -(-len(snapshots) // columns)
    _, panels = plt.subplots(
        rows,
        columns,
        figsize=(3.2 * columns, 2.1 * rows),
        sharex=True,
        sharey=True,
        layout="constrained",
        squeeze=False,
    )
    for axes in panels.flat[len(snapshots) :]:
        axes.set_visible(False)
    for axes, (step, (energy, values)) in zip(panels.flat, snapshots.items(), strict=False):
        values = np.asarray(values, dtype=np.float64)
        values = values * (np.sign(np.sum(values * exact)) or 1.0)
        axes.plot(x, exact, color=BLACK, linestyle="--", linewidth=1, label="exact")
        axes.plot(x, values, color=BLUE, label="network")
        axes.set_title(f"{step} steps, $E$ = {energy:.3f} hartree", fontsize="medium")
        axes.grid(alpha=0.3)
    height = 1.6 * float(np.abs(exact).max())
    panels[0][0].set_ylim(-height, height)
    panels[0][0].legend(loc="lower center", ncols=2, fontsize="small")
    for axes in panels[:, 0]:
        axes.set_ylabel("$\\psi$ (bohr$^{-1/2}$)")
    for axes in panels[-1]:
        axes.set_xlabel(_POSITION)


def plot_loss_terms(steps: Any, terms: Mapping[str, Any], x: Any, rest: Any) -> None:
    """The terms of a loss during a training, and the residual that is left in the end.

    Args:
        steps: steps taken at each look, shape (k,); as `watch` gives them.
        terms: name → the term at each look, in atomic units, shape (k,).
        x: positions in bohr, shape (n,).
        rest: residual of the trained ψ there, hartree · bohr^(−1/2), shape (n,).
    """
    if not len(steps):
        print(_NOT_WATCHED)
        return
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for (name, values), (colour, dash, marker) in zip(terms.items(), _STYLES, strict=False):
        values = np.asarray(values, dtype=np.float64)
        left.semilogy(steps, values, color=colour, linestyle=dash, marker=marker, markersize=3, label=name)
    left.set(xlabel="training step", ylabel="term of the loss (atomic units)", title="Terms of the loss")
    left.legend(fontsize="small")
    right.plot(np.asarray(x, dtype=np.float64), np.asarray(rest, dtype=np.float64), color=VERMILION)
    right.axhline(0, color=BLACK, linewidth=0.8)
    right.set(xlabel=_POSITION, ylabel="$r$ (hartree bohr$^{-1/2}$)", title="Residual after the training")
    for axes in (left, right):
        axes.grid(alpha=0.3)


def plot_spectrum(
    V: Callable, trained: Any, trained_seconds: Any, exact: Any, spacings: Any, ladders: Any, seconds: Any
) -> None:
    """Levels of the matrix beside trained energies, and the errors of both against spacing and against time.

    Args:
        V: the well, in hartree.
        trained: trained energies of the lowest states in hartree, shape (k,).
        trained_seconds: what each of these trainings took, compilation included, shape (k,).
        exact: exact energies in hartree, shape (m,) with m ≥ k.
        spacings: h in bohr of each matrix, the finest last, shape (s,).
        ladders: the lowest m levels of each matrix in hartree, shape (s, m).
        seconds: what each matrix took, shape (s,).
    """
    trained, exact, spacings, ladders = (
        np.asarray(item, dtype=np.float64) for item in (trained, exact, spacings, ladders)
    )
    _, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 4.2), layout="constrained")
    _draw_ladder(left, V, trained, ladders[-1])
    for level, (energy, time, (colour, dash, marker)) in enumerate(
        zip(trained, trained_seconds, _STYLES, strict=False)
    ):
        errors, error = np.abs(ladders[:, level] - exact[level]), abs(energy - exact[level])
        line = {"color": colour, "marker": marker, "linestyle": dash, "label": f"matrix, $E_{level}$"}
        middle.loglog(spacings, errors, **line)
        middle.axhline(error, color=colour, linestyle=dash, alpha=0.5, label=f"network, $E_{level}$")
        right.loglog(seconds, errors, **line)
        right.loglog(
            time, error, color=colour, marker="*", markersize=13, linestyle="none", label=f"network, $E_{level}$"
        )
    guide = np.abs(ladders[0, 0] - exact[0]) / 4 * (spacings / spacings[0]) ** 2
    middle.loglog(spacings, guide, color=BLACK, linestyle="--", linewidth=1, label="slope 2: $h^2$")
    middle.set(xlabel="spacing $h$ of the grid (bohr)", ylabel="error of the energy (hartree)", title="Accuracy")
    middle.set_xticks(spacings, [f"{h:.2g}" for h in spacings])
    middle.minorticks_off()
    right.set(xlabel="time (s)", title="What it costs")
    right.sharey(middle)
    for axes in (middle, right):
        axes.legend(fontsize="small")
        axes.grid(alpha=0.3)


def _draw_ladder(axes: Any, V: Callable, trained: np.ndarray, levels: np.ndarray) -> None:
    top = float(levels[-1]) + 1.0
    x = np.linspace(-6.0, 6.0, 601)
    well = np.asarray(V(x), dtype=np.float64)
    axes.plot(x, well, color=BLACK, linewidth=1, label="$V$")
    for number, energy in enumerate(levels):
        inside = x[well <= energy]
        label = "matrix" if number == 0 else None
        axes.plot(inside[[0, -1]], [energy, energy], color=BLUE, label=label)
        axes.annotate(f"{energy:.4f}", (inside[-1] + 0.25, energy), va="center", color=BLUE, fontsize="small")
    middle = np.zeros_like(trained)
    axes.plot(middle, trained, color=VERMILION, marker="D", linestyle="none", label="network")
    axes.set(xlabel=_POSITION, ylabel="energy (hartree)", title="Spectrum", ylim=(0, 1.25 * top))
    shown = x[well <= 1.25 * top]
    axes.set_xlim(shown[0] - 0.2, shown[-1] + 1.2)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, fontsize="small")
    axes.grid(alpha=0.3)
