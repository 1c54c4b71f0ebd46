"""The picture of a physics-informed network names both derivatives, and where each loss comes from."""

import matplotlib.pyplot as plt

from lecture08_utils.plots_scheme import plot_pinn_scheme


def test_both_derivatives_and_both_losses_are_in_the_picture():
    plot_pinn_scheme()
    plt.gcf().canvas.draw()
    shown = " ".join(text.get_text() for text in plt.gca().texts)
    for part in (r"\partial^2", r"\partial/\partial\theta", "L_{pde}", "L_{bc}", "w_{bc}"):
        assert part in shown
