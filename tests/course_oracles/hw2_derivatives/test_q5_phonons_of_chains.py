"""Phonons against the textbook's dispersion relations."""

from __future__ import annotations

import numpy as np

from solutions.hw2_derivatives.q5_phonons_of_chains import bloch_omega2, one_atom_rows, two_atom_rows


def test_phonons_are_those_of_the_textbook():
    q, m = np.array([-2.5, 0.0, 0.7, 3.0]), np.array([1.3])
    want = 4 / 1.3 * (1.1 * np.sin(q / 2) ** 2 + 0.4 * np.sin(q) ** 2)
    np.testing.assert_allclose(bloch_omega2(one_atom_rows(1.1, 0.4), m, q)[:, 0], want, atol=1e-12)
    m, M, K = 1.0, 3.0, 2.0
    root = np.sqrt((1 / m + 1 / M) ** 2 - 4 * np.sin(q / 2) ** 2 / (m * M))
    got = bloch_omega2(two_atom_rows(K, K), np.array([m, M]), q)
    np.testing.assert_allclose(got[:, 1], K * (1 / m + 1 / M + root), atol=1e-12)
    np.testing.assert_allclose(got[:, 0], K * (1 / m + 1 / M - root), atol=1e-12)
