"""The oracles of hw4_oscillator against literature values and against independent arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.q1_network_curvature import second_difference
from solutions.hw4_oscillator.q2_equation_residual import residual
from solutions.hw4_oscillator.q3_loss_terms import norm_loss, total_loss
from solutions.hw4_oscillator.q8_matrix_levels import grid_levels
from solutions.hw4_oscillator.q9_many_digits import energy_of_polynomial, gauss_points
from solutions.hw4_oscillator.wells import draw_stiff_well
from solutions.inputs import Wave

X = np.linspace(-2.0, 2.0, 9)


def by_complex_step(function, at):
    """f′ of an analytic function, to machine precision (Squire & Trapp, SIAM Rev. 40, 110, 1998)."""
    return np.imag(function(at + 1e-30j)) / 1e-30


def test_the_derivatives_of_a_wave():
    wave = Wave(1.3, 0.4, 0.3)
    np.testing.assert_allclose(wave.slope(X), by_complex_step(wave.value, X), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(wave.curvature(X), by_complex_step(wave.slope, X), rtol=1e-12, atol=1e-14)
    slope_of_k = lambda k: Wave(k, 0.4, 0.3).slope(X)  # noqa: E731
    np.testing.assert_allclose(wave.by_k_and_x(X), by_complex_step(slope_of_k, 1.3), rtol=1e-12, atol=1e-14)
    by_k = lambda k: X * np.cos(k * X + 0.4) * np.exp(-0.3 * X**2)  # noqa: E731
    np.testing.assert_allclose(wave.by_k_twice(X), by_complex_step(by_k, 1.3), rtol=1e-12, atol=1e-14)


def test_second_differences_have_order_four():
    errors = []
    for h in (0.1, 0.05):
        x = h * np.arange(-10, 11)
        errors.append(np.abs(second_difference(np.cos(x), h) + np.cos(x[2:-2])).max())
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.05)


@pytest.mark.parametrize("level", [0, 1])
def test_harmonic_states_solve_their_equation(level):
    omega, centre = 1.4, 0.3
    x = np.linspace(-8.0, 8.0, 1601)
    psi = oracle.harmonic_state(level, omega, centre, x)
    assert np.trapezoid(psi**2, x) == pytest.approx(1, abs=1e-12)
    curvature = second_difference(psi, x[1] - x[0])
    V = omega**2 * (x - centre) ** 2 / 2
    rest = residual(psi[2:-2], curvature, V[2:-2], omega * (level + 0.5))
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


@pytest.mark.parametrize(("half_width", "n"), [(2.0, 40), (7.0, 80)])
def test_the_energy_of_a_polynomial_does_not_depend_on_the_interval(half_width, n):
    x = gauss_points(half_width, n)
    well = lambda x: 1.4**2 * (x - 0.3) ** 2 / 2  # noqa: E731
    for level, factor in ((0, 1.0), (1, -2.0)):
        psi = factor * oracle.harmonic_state(level, 1.4, 0.3, x)
        assert energy_of_polynomial(psi, well, half_width) == pytest.approx(1.4 * (level + 0.5), abs=1e-11)
    # A Gaussian of another width: a/2 + 1/(8a).
    psi = np.exp(-(x**2))
    if half_width > 6:
        assert energy_of_polynomial(psi, lambda x: x**2 / 2, half_width) == pytest.approx(0.625, abs=1e-11)


def test_the_three_point_levels_of_a_box():
    n, half_width = 12, 1.7
    h = 2 * half_width / (n + 1)
    exact = (1 - np.cos(np.arange(1, n + 1) * np.pi / (n + 1))) / h**2
    box = lambda x: 0.0 * x  # noqa: E731
    np.testing.assert_allclose(grid_levels(box, half_width, n), exact, rtol=1e-12)
    np.testing.assert_allclose(grid_levels(box, half_width, n, kinetic=2.0), 2 * exact, rtol=1e-12)


def test_the_three_point_levels_approach_the_levels():
    well = lambda x: 0.7 * (x - 0.4) ** 2 + 0.2 * x**4  # noqa: E731
    want = oracle.levels(well, 6.0)[:3]
    errors = [np.abs(grid_levels(well, 5.0, n)[:3] - want) for n in (99, 199)]
    np.testing.assert_allclose(errors[0] / errors[1], 4, rtol=0.02)


def test_losses_of_a_scaled_ground_state():
    x = np.linspace(-6.0, 6.0, 121)
    psi = 1.2 * oracle.harmonic_state(0, 1.0, 0.0, x)
    assert norm_loss(psi, x) == pytest.approx((1.44 - 1) ** 2)
    total = total_loss(np.array([1.0, -3.0]), 0.5, 0.25, {"norm": 2.0, "bc": 4.0})
    assert total == pytest.approx(5 + 1 + 1)
