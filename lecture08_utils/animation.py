"""Normal modes in motion, as a picture that moves by itself: SVG, without scripts."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from IPython.display import SVG, display

from .plots import BLACK, BLUE, VERMILION
from .plots_derivatives import FLAT, OBLIQUE, displacements, vibrations

_SIZE, _TEXT, _COLUMNS = 170, 44, 4
# In seconds. The fastest vibration takes the first; slower ones take longer, as they do. A fall takes the second.
_FASTEST_PERIOD, _FALL = 1.2, 4.0
_FRAMES = 24
_REACH = 0.35


def animate_modes(X: Any, masses: Any, omega2: Any, modes: Any, title: str = "", zero: float = 1e-4) -> None:
    """Show every normal mode that is not a free motion, moving; the periods of vibrations are to scale.

    An unstable mode (ω² < 0) does not swing: it grows like exp(|ω|t), and begins again.

    Args:
        X: positions, shape (N, 3).
        masses: shape (N,).
        omega2: squared angular frequencies in ε/(mσ²), shape (3N,).
        modes: eigenvectors of the dynamical matrix in the columns, shape (3N, 3N).
        title: of the whole picture.
        zero: modes with |ω²| below this fraction of the largest are free motions.

    Raises:
        ValueError: there is nothing to draw; the message says why.
    """
    display(SVG(moving_modes(X, masses, omega2, modes, title, zero)))


def moving_modes(X: Any, masses: Any, omega2: Any, modes: Any, title: str = "", zero: float = 1e-4) -> str:
    """The picture of `animate_modes`, as the text of an SVG file."""
    X, masses, omega2, modes = (np.asarray(item, dtype=np.float64) for item in (X, masses, omega2, modes))
    shown, modes = vibrations(omega2, modes, zero)
    fastest = omega2.max()
    panels = []
    for place, mode in enumerate(shown):
        row, column = divmod(place, _COLUMNS)
        period = _FASTEST_PERIOD * np.sqrt(fastest / omega2[mode]) if omega2[mode] > 0 else _FALL
        panel = _panel(X, masses, omega2[mode], modes[:, mode], period)
        panels.append(f'<g transform="translate({column * _SIZE},{28 + row * (_SIZE + _TEXT)})">{panel}</g>')
    width = _SIZE * min(len(shown), _COLUMNS)
    height = 28 + (_SIZE + _TEXT) * -(-len(shown) // _COLUMNS)
    oblique = ""
    if np.abs(modes[2::3, shown]).max() > FLAT:
        height += 20
        oblique = (
            f'<text x="{width / 2}" y="{height - 8}" font-size="12">motion along z is drawn to the upper right</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="sans-serif" text-anchor="middle"><title>{escape(title)}: modes in motion</title>'
        f'<rect width="100%" height="100%" fill="white"/>'
        f'<text x="{width / 2}" y="19" font-size="15">{escape(title)}</text>{"".join(panels)}{oblique}</svg>'
    )


def _panel(X: np.ndarray, masses: np.ndarray, omega2: float, mode: np.ndarray, period: float) -> str:
    scale = _SIZE / 2 / (np.abs(X).max() + 0.6)
    to_paper = OBLIQUE * [scale, -scale]
    rest, reach = X @ to_paper + _SIZE / 2, displacements(mode, masses, _REACH) @ to_paper
    is_vibration = omega2 > 0
    phase = np.linspace(0, 1, _FRAMES + 1)
    course = np.cos(2 * np.pi * phase) if is_vibration else np.exp(3 * (phase - 1))
    radii = 9 * np.cbrt(masses / masses.max())
    colour = BLUE if is_vibration else VERMILION
    moving = zip(rest, reach, radii, strict=True)
    atoms = "".join(_atom(place, move, radius, course, period, colour) for place, move, radius in moving)
    kind = "vibration" if is_vibration else "unstable"
    label = f"ω² = {omega2:.2f} ε/(mσ²)".replace("-", "−")
    return (
        f'{atoms}<text x="{_SIZE / 2}" y="{_SIZE + 12}" font-size="13">{kind}</text>'
        f'<text x="{_SIZE / 2}" y="{_SIZE + 30}" font-size="13">{label}</text>'
    )


def _atom(rest: np.ndarray, reach: np.ndarray, radius: float, course: np.ndarray, period: float, colour: str) -> str:
    """A circle that moves about its place of rest, which stays marked."""
    (x, y), (dx, dy) = rest, reach
    timing = f'dur="{period:.2f}s" repeatCount="indefinite"'
    moves = "".join(
        f'<animate attributeName="{name}" {timing} values="{_values(at + by * course)}"/>'
        for name, at, by in (("cx", x, dx), ("cy", y, dy))
    )
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="{BLACK}" stroke-dasharray="2 3"/>'
        f'<circle cx="{x + dx:.1f}" cy="{y + dy:.1f}" r="{radius:.1f}" fill="{colour}">{moves}</circle>'
    )


def _values(numbers: np.ndarray) -> str:
    return ";".join(f"{number:.1f}" for number in numbers)
