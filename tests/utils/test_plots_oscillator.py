"""Figures of trainings, excited states and spectra: what they show, with which units, and on which scales."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lecture08_utils import plots_oscillator as plots
from lecture08_utils import systems

X = np.linspace(-5.0, 5.0, 41)
GROUND, EXCITED = systems.harmonic_ground_state(X), systems.harmonic_excited_state(X)


def test_a_well_is_drawn_up_to_the_edge_of_the_figure():
    states = {"zero": (0.5, -GROUND), "one": (1.5, EXCITED)}
    plots.plot_states(systems.harmonic_well(), X, states, exact=(GROUND, EXCITED))
    [axes] = plt.gcf().axes
    well = next(line for line in axes.lines if line.get_label() == "$V$")
    assert well.get_ydata().max() > axes.get_ylim()[1]
    np.testing.assert_allclose(axes.lines[1].get_ydata(), 0.5 + GROUND)


def test_snapshots_have_the_sign_of_the_exact_state():
    plots.plot_snapshots(X, {0: (0.0, 0.1 * GROUND), 40: (0.4, -GROUND), 5000: (0.5, GROUND)}, GROUND)
    panels = plt.gcf().axes
    assert [axes.get_title() for axes in panels][1] == "40 steps, $E$ = 0.400 hartree"
    np.testing.assert_allclose(panels[1].lines[1].get_ydata(), GROUND)


def test_terms_and_residual():
    plots.plot_loss_terms([0, 10], {"equation": [1.0, 1e-4], "decay": [1.0, 1e-6]}, X, 0.01 * GROUND)
    terms, rest = plt.gcf().axes
    assert terms.get_yscale() == "log"
    assert [text.get_text() for text in terms.get_legend().get_texts()] == ["equation", "decay"]
    np.testing.assert_allclose(rest.lines[0].get_ydata(), 0.01 * GROUND)


@pytest.mark.parametrize(
    "draw", [lambda: plots.plot_snapshots(X, {}, GROUND), lambda: plots.plot_loss_terms([], {}, X, GROUND)]
)
def test_a_training_that_could_not_be_watched_is_a_sentence(draw, capsys):
    draw()
    assert "can be watched" in capsys.readouterr().out
    assert not plt.get_fignums()


def test_a_spectrum_says_what_both_ways_cost():
    spacings = np.array([0.4, 0.2])
    ladders = np.array([[0.49, 1.45], [0.4975, 1.4875]])
    plots.plot_spectrum(
        systems.harmonic_well(), [0.5001, 1.5002], [2.0, 2.5], [0.5, 1.5], spacings, ladders, seconds=[1e-4, 2e-4]
    )
    _, accuracy, cost = plt.gcf().axes
    assert cost.get_xlabel() == "time (s)"
    assert cost.get_ylim() == accuracy.get_ylim()
    networks = [line for line in cost.lines if "network" in line.get_label()]
    np.testing.assert_allclose([line.get_xdata()[0] for line in networks], [2.0, 2.5])
