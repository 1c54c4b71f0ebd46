"""Levels and states of wells against literature values and against each other."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.wells import draw_anharmonic_well, draw_stiff_well
from tests.course_oracles.derivatives import curvature


@pytest.mark.parametrize("level", [0, 1])
def test_harmonic_states_solve_their_equation(level):
    omega, centre = 1.4, 0.3
    x = np.linspace(-8.0, 8.0, 1601)
    psi = oracle.harmonic_state(level, omega, centre, x)
    assert np.trapezoid(psi**2, x) == pytest.approx(1, abs=1e-12)
    V = omega**2 * (x - centre) ** 2 / 2
    rest = -curvature(psi, x[1] - x[0]) / 2 + ((V - omega * (level + 0.5)) * psi)[2:-2]
    assert np.abs(rest).max() < 1e-6
    assert oracle.energy_of_samples(psi, V, x) == pytest.approx(omega * (level + 0.5), abs=1e-6)


@pytest.mark.parametrize(
    ("V", "half_width", "energies"),
    [
        (lambda x: x**2 / 2, 10.0, [0.5, 1.5, 2.5]),
        (lambda x: x**4 / 2, 5.0, [0.530181045242, 1.899836514901, 3.727848968993]),
        (lambda x: x**2 / 2 + x**4 / 10, 6.0, [0.559146327184, 1.769502643949]),
    ],
)
def test_levels_of_known_wells(V, half_width, energies):
    np.testing.assert_allclose(oracle.levels(V, half_width)[: len(energies)], energies, atol=1e-10)


@pytest.mark.parametrize("level", [0, 1])
def test_eigenstates_of_a_harmonic_well(level):
    energies, states = oracle.eigenstates(lambda x: 1.4**2 * (x - 0.3) ** 2 / 2, 7.0)
    energy, psi = energies[level], states[level]
    x = np.linspace(-7.0, 7.0, 201)
    exact = oracle.harmonic_state(level, 1.4, 0.3, x)
    assert energy == pytest.approx(1.4 * (level + 0.5), abs=1e-10)
    np.testing.assert_allclose(psi * np.sign(np.sum(psi * exact)), exact, atol=1e-10)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("centre", [0.0, 0.35])
def test_what_is_said_of_stiff_wells(seed, centre):
    well = draw_stiff_well(np.random.default_rng(seed), centre)
    near, far = well.half_width - centre, well.half_width + centre
    assert well(np.array([centre + near])) == pytest.approx(16, rel=1e-5)
    assert well(np.array([centre - near, centre - far])).max() < 40
    open_levels = oracle.levels(well, 6.0)
    for level, walls in ((0, 6e-5), (1, 8e-4)):
        energy = oracle.levels(well, well.half_width)[level]
        assert 0 <= energy - open_levels[level] < walls
    assert 0.05 < open_levels[0] - well.omega / 2 < 0.14
    assert open_levels[0] > 0.59


@pytest.mark.parametrize("seed", range(50))
def test_what_is_said_of_anharmonic_wells(seed):
    k, strength = draw_anharmonic_well(np.random.default_rng(seed))
    energy = oracle.levels(lambda x: k * x**2 / 2 + strength * x**4, half_width=5.0)[0]
    harmonic = np.sqrt(k) / 2
    assert energy - 0.5 >= 0.08
    assert abs(harmonic - 0.5) >= 0.05
    assert energy - harmonic >= 0.12
