"""Motion against its constants."""

from __future__ import annotations

import numpy as np

from solutions.hw2_derivatives.q6_lagrangian_motion import DoublePendulum, central_force, charge_in_field, motion


def test_a_double_pendulum_keeps_its_energy_and_a_charge_its_speed():
    pendulum = DoublePendulum(1.0, 1.5, 0.8, 1.2, 9.81)

    def swing(q, v):
        return pendulum.terms(q, v).acceleration(v)

    path = motion(swing, np.array([1.0, -0.5]), np.array([0.0, 1.0]), np.linspace(0, 3, 7))
    energies = [pendulum.kinetic(q, v) + pendulum.potential(q) for q, v in path]
    np.testing.assert_allclose(energies, energies[0], rtol=1e-8)
    v = np.array([0.3, -1.2])
    for s in (0.5, 0.8):
        np.testing.assert_allclose(charge_in_field(2.0, s, v).acceleration(v), 2.0 * np.array([v[1], -v[0]]))


def test_an_orbit_keeps_its_angular_momentum():
    def pull(q, v):
        return central_force(2.0, 1.5, q, v).acceleration(v)

    path = motion(pull, np.array([1.0, 0.0]), np.array([0.2, 0.9]), np.linspace(0, 4, 9))
    np.testing.assert_allclose(path[:, 0, 0] ** 2 * path[:, 1, 1], 0.9, rtol=1e-8)
