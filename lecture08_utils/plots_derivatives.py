"""Figures of hw2_derivatives. They take NumPy or JAX arrays; they compute no answers.

Colours are those of Okabe & Ito, told apart by colour-blind readers; every curve also differs in dash or marker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from .plots import BLACK, BLUE, GREEN, ORANGE, VERMILION

_STYLES = ((BLUE, "-"), (VERMILION, "--"), (GREEN, "-."), (ORANGE, ":"))
# Where the z axis points on paper, so that motion out of the xy plane can be seen.
OBLIQUE = np.array([[1.0, 0.0], [0.0, 1.0], [0.45, 0.45]])
# Less of a mode than this is along z through rounding alone.
FLAT = 1e-2


def plot_pair_potential(r: Any, energy: Any, force: Any, curvature: Any, minimum: float) -> None:
    """Energy, force and curvature of a pair of atoms, one above the other, in Lennard-Jones units.

    Args:
        r: separations in σ, shape (n,).
        energy, force, curvature: V in ε, −V′ in ε/σ and V″ in ε/σ², shape (n,).
        minimum: separation of least energy in σ, marked in all three.
    """
    _, panels = plt.subplots(3, 1, figsize=(6.5, 7), sharex=True, layout="constrained")
    rows = (
        (energy, "energy $V$ (ε)", (-1.4, 2.0), BLUE),
        (force, "force $-V'$ (ε/σ)", (-5.0, 10.0), VERMILION),
        (curvature, "curvature $V''$ (ε/σ²)", (-20.0, 120.0), GREEN),
    )
    for axes, (values, label, limits, colour) in zip(panels, rows, strict=True):
        axes.plot(np.asarray(r), np.asarray(values), color=colour)
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.axvline(minimum, color=BLACK, linestyle="--", linewidth=1, label=f"minimum: {minimum:.4f} σ")
        axes.set(ylabel=label, ylim=limits)
        axes.grid(alpha=0.3)
    panels[0].set_title("Two atoms: energy, force and curvature")
    panels[0].legend(loc="upper right")
    panels[-1].set_xlabel("separation $r$ (σ)")


def plot_modes(X: Any, masses: Any, omega2: Any, modes: Any, title: str = "", zero: float = 1e-4) -> None:
    """One drawing for each normal mode that is not a free motion, with arrows along the displacements.

    Unstable modes (ω² < 0) are named and have another colour. The z axis points to the upper right. Modes of equal ω²
    are turned among each other so that they lie in the xy plane or across it where they can.

    Args:
        X: positions, shape (N, 3).
        masses: shape (N,).
        omega2: squared angular frequencies in ε/(mσ²), shape (3N,).
        modes: eigenvectors of the dynamical matrix in the columns, shape (3N, 3N).
        title: of the whole figure.
        zero: modes with |ω²| below this fraction of the largest are free motions, and a smaller difference is none.

    Raises:
        ValueError: there is nothing to draw; the message says why.
    """
    X, masses, omega2, modes = (np.asarray(item, dtype=np.float64) for item in (X, masses, omega2, modes))
    shown, modes = vibrations(omega2, modes, zero)
    columns = min(len(shown), 4)
    rows = -(-len(shown) // columns)
    figure, panels = plt.subplots(
        rows,
        columns,
        figsize=(2.6 * columns, 2.9 * rows + 0.5),
        layout="compressed",
        squeeze=False,
        sharex=True,
        sharey=True,
    )
    for axes, mode in zip(panels.flat, shown, strict=False):
        _draw_mode(axes, X, masses, omega2[mode], modes[:, mode])
    for axes in panels.flat[len(shown) :]:
        axes.set_axis_off()
    for axes in panels[-1]:
        axes.set_xlabel("$x$ (σ)")
    for axes in panels[:, 0]:
        axes.set_ylabel("$y$ (σ)")
    figure.suptitle(title)
    if np.abs(modes[2::3, shown]).max() > FLAT:
        figure.supxlabel("arrows along $z$ are drawn to the upper right", fontsize="small")


def vibrations(omega2: np.ndarray, modes: np.ndarray, zero: float) -> tuple[np.ndarray, np.ndarray]:
    """Which modes are no free motions, and all modes, turned as `plot_modes` draws them; its arguments and errors."""
    if not np.isfinite(omega2).all():
        raise ValueError("omega2 contains NaN or infinity. Is it ω instead of ω²? A negative ω² has no real root.")
    size = np.abs(omega2).max()
    shown = np.flatnonzero(np.abs(omega2) > zero * size)
    if not shown.size:
        raise ValueError("All of omega2 is zero: there is no vibration to draw.")
    return shown, _turned(omega2, modes, zero * size)


def _turned(omega2: np.ndarray, modes: np.ndarray, tolerance: float) -> np.ndarray:
    """The modes, those with equal ω² turned so that the first of them has as much motion along z as it can."""
    groups = np.split(np.arange(len(omega2)), np.flatnonzero(np.diff(omega2) > tolerance) + 1)
    turned = modes.copy()
    for group in groups:
        along_z = modes[2::3, group]
        if np.abs(along_z).max() > FLAT:
            turned[:, group] = modes[:, group] @ np.linalg.svd(along_z)[2].T
    return turned


def displacements(mode: np.ndarray, masses: np.ndarray, reach: float) -> np.ndarray:
    """How the atoms move in a mode, shape (N, 3), the farthest of them by `reach` σ; masses have shape (N,)."""
    moves = mode.reshape(-1, 3) / np.sqrt(masses)[:, None]
    return moves * (reach / np.linalg.norm(moves, axis=1).max())


def _draw_mode(axes: Any, X: np.ndarray, masses: np.ndarray, omega2: float, mode: np.ndarray) -> None:
    displacement = displacements(mode, masses, 0.45)
    atoms, arrows = X @ OBLIQUE, displacement @ OBLIQUE
    colour = BLUE if omega2 > 0 else VERMILION
    axes.scatter(*atoms.T, s=140 * masses / masses.max(), facecolor="white", edgecolor=BLACK, zorder=2)
    axes.quiver(*atoms.T, *arrows.T, color=colour, angles="xy", scale_units="xy", scale=1, width=0.015, zorder=3)
    reach = np.abs(X).max() + 0.6
    axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    kind = "vibration" if omega2 > 0 else "unstable"
    axes.set_title(f"{kind}\n$\\omega^2$ = {omega2:.2f} ε/(mσ²)".replace("-", "−"), fontsize="medium")
    axes.grid(alpha=0.3)


def plot_phonons(q: Any, branches: Mapping[str, Any]) -> None:
    """Phonon frequencies over the first Brillouin zone of a chain with lattice constant a.

    Args:
        q: wave numbers in 1/a, shape (k,).
        branches: name of the chain → ω² in K/m, shape (k, n_basis).
    """
    figure, axes = plt.subplots(figsize=(6.5, 4.4), layout="constrained")
    for (colour, dash), (name, omega2) in zip(_STYLES, branches.items(), strict=False):
        # Rounding makes the ω² of a sound wave at q = 0 a tiny number of either sign.
        omega = np.sqrt(np.maximum(np.asarray(omega2), 0.0))
        axes.plot(np.asarray(q), omega[:, 0], color=colour, linestyle=dash, label=name)
        axes.plot(np.asarray(q), omega[:, 1:], color=colour, linestyle=dash)
    axes.set(xlabel="wave number $q$ (1/$a$)", ylabel="frequency $\\omega$ ($\\sqrt{K/m}$)", title="Phonon branches")
    axes.set_xticks([-np.pi, -np.pi / 2, 0, np.pi / 2, np.pi], ["−π", "−π/2", "0", "π/2", "π"])
    axes.set_ylim(bottom=-0.03 * axes.get_ylim()[1])
    figure.legend(loc="outside lower center", ncols=2)
    axes.grid(alpha=0.3)


def plot_motion(
    times: Any, motion: Any, energies: Any, labels: Sequence[str] = ("angle",), title: str = "Motion and energy"
) -> None:
    """Angles against time, not wrapped, and below by how much the energy has drifted.

    Args:
        times: in s, shape (k,).
        motion: angles in rad and angular velocities in rad/s, shape (k, 2, n).
        energies: in J, shape (k,).
        labels: name of each angle.
        title: what moves.
    """
    times, motion, energies = (np.asarray(item, dtype=np.float64) for item in (times, motion, energies))
    _, (top, bottom) = plt.subplots(2, 1, figsize=(6.5, 5), sharex=True, layout="constrained", height_ratios=(2, 1))
    for (colour, dash), label, angle in zip(_STYLES, labels, motion[:, 0].T, strict=False):
        top.plot(times, angle, color=colour, linestyle=dash, label=label)
    top.set(ylabel="angle, not wrapped (rad)", title=title)
    top.legend(loc="best")
    start = f"{energies[0]:.2f}".replace("-", "−")
    bottom.plot(times, energies - energies[0], color=BLACK, label=f"$E_0$ = {start} J")
    bottom.set(xlabel="time (s)", ylabel="energy $E-E_0$ (J)")
    bottom.legend(loc="best")
    for axes in (top, bottom):
        axes.grid(alpha=0.3)


def plot_magnets(T: Any, magnetisation: Any, chi: Mapping[str, Any]) -> None:
    """Magnetisation of the mean-field magnet, and susceptibilities, against the temperature.

    Args:
        T: temperatures in J, shape (k,).
        magnetisation: m per spin, shape (k,).
        chi: name of the magnet → susceptibility per spin in 1/J, shape (k,).
    """
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    left.semilogx(np.asarray(T), np.asarray(magnetisation), color=BLUE)
    left.set(ylabel="magnetisation $m$ per spin", title="Mean field, almost no field")
    for (colour, dash), (name, values) in zip(_STYLES, chi.items(), strict=False):
        right.loglog(np.asarray(T), np.asarray(values), color=colour, linestyle=dash, label=name)
    right.set(ylabel="susceptibility $\\chi$ per spin (1/$J$)", title="Response to a field")
    right.legend()
    for axes in (left, right):
        axes.set_xlabel("temperature $T$ ($J$)")
        axes.grid(alpha=0.3)
