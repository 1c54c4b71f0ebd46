"""Figures have labelled axes with units, show what they were given, and leave nothing behind."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lecture08_utils import plots, systems

X = np.linspace(-5.0, 5.0, 41)
GROUND = systems.harmonic_ground_state(X)


def labels():
    return [text for axes in plt.gcf().axes for text in (axes.get_xlabel(), axes.get_ylabel())]


def test_training():
    history = np.stack([np.geomspace(1, 1e-5, 50), np.linspace(0, 0.5, 50)], axis=1)
    plots.plot_training(history, exact_energy=0.5)
    assert labels() == ["training step", "loss (atomic units)", "training step", "energy $E$ (hartree)"]


def test_a_wave_function_is_drawn_with_the_sign_of_the_exact_one():
    plots.plot_wavefunction(X, -GROUND, GROUND, title="ground state")
    top, bottom = plt.gcf().axes
    assert top.get_title() == "ground state"
    np.testing.assert_allclose(top.lines[1].get_ydata(), GROUND)
    np.testing.assert_allclose(bottom.lines[0].get_ydata(), 0)
    assert "bohr" in bottom.get_xlabel()
    assert "bohr" in top.get_ylabel()


def test_energy_curve():
    plots.plot_energy_curve([0.25, 0.5, 1.0], [0.625, 0.5, 0.625], "$a$ (bohr$^{-2}$)", bound=0.5)
    assert labels() == ["$a$ (bohr$^{-2}$)", "energy (hartree)"]


def test_wells_share_their_axes():
    states = {"one": (systems.harmonic_well(), 0.5, X, GROUND), "two": (systems.quartic_well(), 0.53, X, -GROUND)}
    plots.plot_wells(states)
    first, second, first_tails, second_tails = plt.gcf().axes
    assert first.get_xlim() == second.get_xlim()
    assert first_tails.get_ylim() == second_tails.get_ylim()
    assert first_tails.get_yscale() == "log"
    np.testing.assert_allclose(second_tails.lines[0].get_ydata(), GROUND)
    assert first.get_title() == "one\n$E$ = 0.5000 hartree"
    assert second.get_title() == "two\n$E$ = 0.5300 hartree"
    np.testing.assert_allclose(second.lines[2].get_ydata(), 0.53 + GROUND)


def test_wells_and_their_ground_state():
    assert systems.harmonic_well(2.0, 0.5)(1.5) == pytest.approx(2.0)
    assert systems.quartic_well(0.5)(2.0) == pytest.approx(8.0)
    assert systems.anharmonic_well(0.1)(1.0) == pytest.approx(0.6)
    assert np.trapezoid(systems.harmonic_ground_state(X, 1.5, 0.2) ** 2, X) == pytest.approx(1)
