"""How a physics-informed network is trained, in one picture: what flows where, and where grad comes in."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

BLUE, VERMILION, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#595959"
_LAYERS = ((0.0, 1), (1.0, 4), (2.0, 4), (3.0, 1))


def plot_pinn_scheme() -> None:
    """Forward u and its derivatives with respect to x, which make the loss; backward those with respect to θ."""
    _, axes = plt.subplots(figsize=(8.6, 3.9), layout="constrained")
    places = [[(x, 0.62 * (i - (n - 1) / 2)) for i in range(n)] for x, n in _LAYERS]
    for left, right in pairwise(places):
        for start in left:
            for end in right:
                axes.plot(*np.transpose([start, end]), color=GREY, linewidth=0.6, zorder=1)
    for place in chain(*places):
        axes.plot(*place, "o", markersize=15, mfc="white", mec=BLUE, zorder=2)
    axes.text(*places[0][0], "$x$", ha="center", va="center", zorder=3)
    axes.text(*places[-1][0], "$u$", ha="center", va="center", zorder=3)
    axes.text(1.5, 1.38, r"network $u_\theta(x)$: weights $\theta$", ha="center", color=BLUE)

    pde = _box(axes, 5.8, 0.75, "equation, at points inside\n$L_{pde}$ = mean of $(u'' - f)^2$", GREEN)
    boundary = _box(axes, 5.8, -0.55, "boundary, at its two ends\n$L_{bc}$ = mean of $u^2$", GREEN)
    loss = _box(axes, 8.45, 0.1, "loss\n$L_{pde} + w_{bc}\\,L_{bc}$", VERMILION)
    output = places[-1][0]
    _arrow(
        axes,
        output,
        pde,
        GREEN,
        "-",
        "differentiated twice with\nrespect to the input: " + r"$\partial^2\!/\partial x^2$",
        (3.68, 0.98),
    )
    _arrow(axes, output, boundary, GREEN, "-", "its values at the ends", (3.7, -0.62))
    _arrow(axes, pde, loss, VERMILION, "-")
    _arrow(axes, boundary, loss, VERMILION, "-")
    axes.plot([8.45, 8.45, 1.5], [-0.35, -1.6, -1.6], "--", color=VERMILION, linewidth=1.2)
    way_back = {"arrowstyle": "-|>", "mutation_scale": 16, "color": VERMILION, "linestyle": "--"}
    axes.annotate("", xy=(1.5, -1.15), xytext=(1.5, -1.6), arrowprops={**way_back, "shrinkA": 0})
    label = r"backward: $\partial/\partial\theta$, with respect to the weights, then one step of training"
    axes.text(4.9, -1.55, label, ha="center", va="bottom", color=VERMILION)
    axes.set(xlim=(-0.4, 9.5), ylim=(-2.1, 1.7))
    axes.axis("off")


def _box(axes: Any, x: float, y: float, text: str, colour: str) -> Any:
    box = {"boxstyle": "round,pad=0.5", "fc": "white", "ec": colour, "lw": 1.5}
    return axes.text(x, y, text, ha="center", va="center", bbox=box, zorder=3)


def _arrow(axes: Any, start: Any, end: Any, colour: str, dash: str, label: str = "", place: Any = None) -> None:
    """An arrow between texts in boxes, or from a place."""
    tail = None if isinstance(start, tuple) else start.get_bbox_patch()
    where = start if isinstance(start, tuple) else start.get_position()
    arrow = {
        "arrowstyle": "-|>",
        "mutation_scale": 16,
        "color": colour,
        "linestyle": dash,
        "patchA": tail,
        "patchB": end.get_bbox_patch(),
        "shrinkA": 1 if tail else 9,
        "shrinkB": 1,
    }
    axes.annotate("", xy=end.get_position(), xytext=where, arrowprops=arrow, zorder=4)
    if label:
        axes.text(*place, label, ha="center", va="center", color=colour, fontsize="small", zorder=5)
