"""The potential of a hump, against its equation and against the numbers of the public check."""

from __future__ import annotations

import numpy as np
import pytest

from lecture08_utils.hw3_poisson.q11_sharp_source import PLACES, VALUES
from solutions.hw3_poisson.q11_sharp_source import hump_potential


@pytest.mark.parametrize(("centre", "width"), [(1.0, 0.1), (2.2, 0.05), (0.8, 0.2)])
def test_it_solves_poissons_equation(centre, width):
    x, h = np.linspace(0.1, 3.0, 30), 1e-4
    left, middle, right = (hump_potential(centre, width, x + step) for step in (-h, 0.0, h))
    bent = (left - 2 * middle + right) / h**2
    assert bent == pytest.approx(np.exp(-((x - centre) ** 2) / (2 * width**2)), abs=1e-5)
    assert hump_potential(centre, width, np.array([0.0, np.pi])) == pytest.approx([0.0, 0.0], abs=1e-15)


def test_the_public_check_has_its_numbers():
    assert pytest.approx(hump_potential(1.0, 0.1, np.array(PLACES)), abs=2e-14) == VALUES
