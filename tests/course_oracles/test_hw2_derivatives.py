"""The oracles of hw2_derivatives against finite differences, closed forms and each other."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hw2_derivatives.potentials import LennardJones, Morse, random_cluster
from solutions.hw2_derivatives.q3_many_atoms import pair_energy, pair_forces
from solutions.hw2_derivatives.q4_normal_modes import pair_hessian
from solutions.hw2_derivatives.q5_phonons_of_chains import bloch_omega2, one_atom_rows, two_atom_rows
from solutions.hw2_derivatives.q6_lagrangian_motion import DoublePendulum, central_force, charge_in_field, motion
from solutions.hw2_derivatives.q7_response_functions import ising_ring_chi, ising_ring_F, mean_field_chi, mean_field_F
from solutions.hw2_derivatives.q8_hessian_products import anharmonic_gradient, anharmonic_hvp

PAIRS = [LennardJones(1.7, 1.3), Morse(2.1, 1.4, 1.5)]


def slope(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: type(pair).__name__)
def test_potentials_and_clusters_against_differences(pair):
    r = pair.minimum * np.array([0.95, 1.0, 1.4])
    np.testing.assert_allclose(pair.slope(r), slope(pair.value, r), rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(pair.curvature(r), slope(pair.slope, r), rtol=1e-6)
    X = random_cluster(np.random.default_rng(3), 4, pair.minimum)
    e = 1e-5 * np.eye(12).reshape(12, 4, 3)
    gradient = [(pair_energy(pair, X + d) - pair_energy(pair, X - d)) / 2e-5 for d in e]
    F = pair_forces(pair, X)
    np.testing.assert_allclose(F.ravel(), -np.array(gradient), atol=1e-6 * np.abs(F).max())
    rows = [-(pair_forces(pair, X + d) - pair_forces(pair, X - d)).ravel() / 2e-5 for d in e]
    H = pair_hessian(pair, X)
    np.testing.assert_allclose(H, rows, atol=1e-6 * np.abs(H).max())


def test_known_numbers_of_lennard_jones():
    pair = LennardJones()
    assert pair.minimum == pytest.approx(1.122462048309373)
    assert pair.curvature(pair.minimum) == pytest.approx(72 / 2 ** (1 / 3))
    X = 1.1210299382816955 * np.array([[-1.0, 0, 0], [0, 0, 0], [1, 0, 0]])
    omega2 = np.linalg.eigvalsh(pair_hessian(pair, X))
    np.testing.assert_allclose(omega2, [-0.22196905] * 2 + [0] * 5 + [58.1841299, 176.084868], atol=1e-6)


def test_phonons_are_those_of_the_textbook():
    q, m = np.array([-2.5, 0.0, 0.7, 3.0]), np.array([1.3])
    want = 4 / 1.3 * (1.1 * np.sin(q / 2) ** 2 + 0.4 * np.sin(q) ** 2)
    np.testing.assert_allclose(bloch_omega2(one_atom_rows(1.1, 0.4), m, q)[:, 0], want, atol=1e-12)
    m, M, K = 1.0, 3.0, 2.0
    root = np.sqrt((1 / m + 1 / M) ** 2 - 4 * np.sin(q / 2) ** 2 / (m * M))
    got = bloch_omega2(two_atom_rows(K, K), np.array([m, M]), q)
    np.testing.assert_allclose(got[:, 1], K * (1 / m + 1 / M + root), atol=1e-12)
    np.testing.assert_allclose(got[:, 0], K * (1 / m + 1 / M - root), atol=1e-12)


def test_a_double_pendulum_keeps_its_energy_and_a_charge_its_speed():
    pendulum = DoublePendulum(1.0, 1.5, 0.8, 1.2, 9.81)

    def swing(q, v):
        return pendulum.terms(q, v).acceleration(v)

    path = motion(swing, np.array([1.0, -0.5]), np.array([0.0, 1.0]), np.linspace(0, 3, 7))
    energies = [pendulum.kinetic(q, v) + pendulum.potential(q) for q, v in path]
    np.testing.assert_allclose(energies, energies[0], rtol=1e-8)
    v = np.array([0.3, -1.2])
    np.testing.assert_allclose(charge_in_field(2.0, v).acceleration(v), 2.0 * np.array([v[1], -v[0]]))


def test_an_orbit_keeps_its_angular_momentum():
    def pull(q, v):
        return central_force(2.0, 1.5, q, v).acceleration(v)

    path = motion(pull, np.array([1.0, 0.0]), np.array([0.2, 0.9]), np.linspace(0, 4, 9))
    np.testing.assert_allclose(path[:, 0, 0] ** 2 * path[:, 1, 1], 0.9, rtol=1e-8)


def test_magnets():
    states = np.array(np.meshgrid(*[[-1, 1]] * 5)).reshape(5, -1)
    energies = -1.2 * (states * np.roll(states, 1, axis=0)).sum(axis=0) - 0.4 * states.sum(axis=0)
    summed = -1.7 / 5 * np.log(np.exp(-energies / 1.7).sum())
    assert ising_ring_F(0.4, 1.7, 1.2, 5) == pytest.approx(summed)
    h = 1e-4

    def chi(F, h0=0.0):
        return -(F(h0 + h) - 2 * F(h0) + F(h0 - h)) / h**2

    assert ising_ring_chi(1.7, 1.2, 5) == pytest.approx(chi(lambda h: ising_ring_F(h, 1.7, 1.2, 5)), rel=1e-5)
    assert mean_field_chi(0.3, 0.8, 1.0) == pytest.approx(chi(lambda h: mean_field_F(h, 0.8, 1.0), 0.3), rel=1e-5)
    assert mean_field_chi(0.0, 0.8, 1.0) == pytest.approx(1.6257, abs=1e-4)


def test_products_with_a_hessian_against_differences():
    rng = np.random.default_rng(1)
    x, v = rng.normal(size=(2, 6))

    def f(x):
        return (np.diff(x) ** 4).sum() / 4 + (x[:-1] * x[1:]).sum()

    gradient = [slope(lambda t, e=e: f(x + t * e), 0.0) for e in np.eye(6)]
    np.testing.assert_allclose(anharmonic_gradient(x), gradient, atol=1e-6)
    along = slope(lambda t: anharmonic_gradient(x + t * v), 0.0)
    np.testing.assert_allclose(anharmonic_hvp(x, v), along, atol=1e-6)
