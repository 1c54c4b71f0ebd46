"""Figures of the assignments. They take NumPy or JAX arrays and functions; they compute no answers.

Colours are those of Okabe & Ito, told apart by colour-blind readers; every curve also differs in dash or marker,
so that a figure survives a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

BLUE, ORANGE, GREEN, VERMILION, BLACK = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#000000"
_COLOURS = (BLUE, VERMILION, GREEN, ORANGE)
_POSITION = "position $x$ (bohr)"


def plot_training(history: Any, exact_energy: float | None = None) -> None:
    """Loss (logarithmic) and energy against the training step.

    Args:
        history: loss and energy in hartree at every step, shape (steps, 2).
        exact_energy: drawn as a dashed line, if known.
    """
    history = np.asarray(history)
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    left.semilogy(history[:, 0], color=BLUE, linewidth=1)
    left.set(xlabel="training step", ylabel="loss (atomic units)", title="Loss")
    right.plot(history[:, 1], color=BLUE, label="trained $E$")
    if exact_energy is not None:
        right.axhline(exact_energy, color=BLACK, linestyle="--", label=f"exact: {exact_energy:g} hartree")
        right.legend(loc="lower right")
    right.set(xlabel="training step", ylabel="energy $E$ (hartree)", title="Energy")
    _grid(left, right)


def plot_wavefunction(x: Any, values: Any, exact: Any, title: str = "Wave function") -> None:
    """A wave function over the exact one, and the difference of the two below.

    The sign of a wave function means nothing, so `values` is flipped if that brings it nearer to `exact`.

    Args:
        x: positions in bohr, shape (n,).
        values, exact: ψ(x), shape (n,).
    """
    x, values, exact = (np.asarray(item, dtype=np.float64) for item in (x, values, exact))
    if np.sum(values * exact) < 0:
        values = -values
    _, (top, bottom) = plt.subplots(2, 1, figsize=(6.5, 5), sharex=True, layout="constrained", height_ratios=(2, 1))
    top.plot(x, exact, color=BLACK, linestyle="--", label="exact")
    top.plot(x, values, color=BLUE, alpha=0.8, label="network")
    top.set(ylabel="$\\psi$ (bohr$^{-1/2}$)", title=title)
    top.legend()
    bottom.plot(x, values - exact, color=VERMILION)
    bottom.axhline(0, color=BLACK, linewidth=0.8)
    bottom.set(xlabel=_POSITION, ylabel="network − exact")
    _grid(top, bottom)


def plot_energy_curve(parameter: Any, energies: Any, label: str, bound: float) -> None:
    """Energies of trial functions against their parameter, with the lower bound that none may cross.

    Args:
        parameter: shape (n,).
        energies: ⟨H⟩ in hartree, shape (n,).
        label: of the horizontal axis, with unit.
        bound: ground-state energy in hartree.
    """
    _, axes = plt.subplots(figsize=(6.5, 3.4), layout="constrained")
    axes.plot(np.asarray(parameter), np.asarray(energies), color=BLUE, marker="o", markersize=4, label="⟨H⟩")
    axes.axhline(bound, color=BLACK, linestyle="--", label=f"ground state: {bound:g} hartree")
    axes.set(xlabel=label, ylabel="energy (hartree)", title="No trial function is lower than the ground state")
    axes.legend()
    _grid(axes)


def plot_wells(states: Mapping[str, tuple[Callable, float, Any, Any]]) -> None:
    """Wells side by side on equal axes, each with its energy as a line and ψ drawn on top of it; below them log |ψ|.

    Args:
        states: name → (V, E in hartree, x in bohr (n,), ψ(x) (n,)).
    """
    count = len(states)
    figure, panels = plt.subplots(
        2,
        count,
        figsize=(3.2 * count, 5.4),
        sharex=True,
        sharey="row",
        layout="constrained",
        squeeze=False,
        height_ratios=(3, 2),
    )
    reach = top = 0.0
    for above, below, colour, (name, (V, energy, x, values)) in zip(
        *panels, _COLOURS * count, states.items(), strict=False
    ):
        x, values = np.asarray(x, dtype=np.float64), np.asarray(values, dtype=np.float64)
        values = values * np.sign(values[np.abs(values).argmax()])
        above.plot(x, np.asarray(V(x)), color=BLACK, label="$V$")
        above.axhline(energy, color=colour, linestyle="--", linewidth=1, label="$E$")
        above.plot(x, energy + values, color=colour, label="$E+\\psi$")
        above.fill_between(x, energy, energy + values, color=colour, alpha=0.2)
        above.set_title(f"{name}\n$E$ = {energy:.4f} hartree")
        below.semilogy(x, np.abs(values), color=colour)
        below.set(xlabel=_POSITION)
        reach = max(reach, float(np.abs(x).max()))
        top = max(top, energy + float(values.max()))
    panels[0][0].set(xlim=(-reach, reach), ylim=(-0.1, 2.6 * top), ylabel="energy (hartree), $\\psi$ (bohr$^{-1/2}$)")
    figure.legend(*panels[0][0].get_legend_handles_labels(), loc="outside upper center", fontsize="small", ncols=3)
    panels[1][0].set(ylim=(1e-6, 2), ylabel="$|\\psi|$ (bohr$^{-1/2}$)")
    _grid(*panels.flat)


def _grid(*panels: Any) -> None:
    for axes in panels:
        axes.grid(alpha=0.3)
