"""Figures of excited states and spectra in hw4_oscillator. They take NumPy or JAX arrays; they compute no answers.

Colours are those of Okabe & Ito, told apart by colour-blind readers; every curve also differs in dash or marker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from .plots import BLACK, BLUE, GREEN, VERMILION

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
    _, axes = plt.subplots(figsize=(6.5, 4.6), layout="constrained")
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
    well = np.asarray(V(x), dtype=np.float64)
    shown = well <= 1.25 * top
    axes.plot(x[shown], well[shown], color=BLACK, linewidth=1, label="$V$")
    axes.set(xlabel="position $x$ (bohr)", ylabel="energy (hartree), $\\psi$ (bohr$^{-1/2}$)", ylim=(-0.1, 1.6 * top))
    axes.set_title("States of one well")
    axes.legend(loc="upper center", ncols=2, fontsize="small")
    axes.grid(alpha=0.3)


def plot_spectrum(V: Callable, trained: Any, exact: Any, spacings: Any, ladders: Any) -> None:
    """Levels of the matrix beside trained energies, and the errors of both against the spacing of the grid.

    Args:
        V: the well, in hartree.
        trained: trained energies of the lowest states in hartree, shape (k,).
        exact: exact energies in hartree, shape (m,) with m ≥ k.
        spacings: h in bohr of each matrix, the finest last, shape (s,).
        ladders: the lowest m levels of each matrix in hartree, shape (s, m).
    """
    trained, exact, spacings, ladders = (
        np.asarray(item, dtype=np.float64) for item in (trained, exact, spacings, ladders)
    )
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    _draw_ladder(left, V, trained, ladders[-1])
    for level, (energy, (colour, dash, marker)) in enumerate(zip(trained, _STYLES, strict=False)):
        errors = np.abs(ladders[:, level] - exact[level])
        right.loglog(spacings, errors, color=colour, marker=marker, linestyle=dash, label=f"matrix, $E_{level}$")
        error = abs(energy - exact[level])
        right.axhline(error, color=colour, linestyle=dash, alpha=0.5, label=f"network, $E_{level}$")
    guide = np.abs(ladders[0, 0] - exact[0]) / 4 * (spacings / spacings[0]) ** 2
    right.loglog(spacings, guide, color=BLACK, linestyle="--", linewidth=1, label="slope 2: $h^2$")
    right.set(xlabel="spacing $h$ of the grid (bohr)", ylabel="error of the energy (hartree)", title="Accuracy")
    right.set_xticks(spacings, [f"{h:.2g}" for h in spacings])
    right.minorticks_off()
    right.legend(fontsize="small")
    right.grid(alpha=0.3)


def _draw_ladder(axes: Any, V: Callable, trained: np.ndarray, levels: np.ndarray) -> None:
    top = float(levels[-1]) + 1.0
    x = np.linspace(-6.0, 6.0, 601)
    well = np.asarray(V(x), dtype=np.float64)
    shown = well <= top
    axes.plot(x[shown], well[shown], color=BLACK, linewidth=1, label="$V$")
    for number, energy in enumerate(levels):
        inside = x[well <= energy]
        label = "matrix" if number == 0 else None
        axes.plot(inside[[0, -1]], [energy, energy], color=BLUE, label=label)
        axes.annotate(f"{energy:.4f}", (inside[-1] + 0.25, energy), va="center", color=BLUE, fontsize="small")
    middle = np.zeros_like(trained)
    axes.plot(middle, trained, color=VERMILION, marker="D", linestyle="none", label="network")
    axes.set(xlabel="position $x$ (bohr)", ylabel="energy (hartree)", title="Spectrum", ylim=(0, 1.25 * top))
    axes.set_xlim(x[shown][0] - 0.5, x[shown][-1] + 1.5)
    axes.legend(loc="upper center", ncols=3, fontsize="small")
    axes.grid(alpha=0.3)
