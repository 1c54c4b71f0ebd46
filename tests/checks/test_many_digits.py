"""The references of the two challenges are exact to nearly all digits that float64 has, whatever the seed."""

from math import factorial

import jax
import numpy as np
import pytest
from numpy.polynomial import hermite

from lecture08_utils.precision import double_precision
from lecture08_utils.systems import harmonic_well, quartic_well
from solutions.hw3_poisson.q11_sharp_source import hump_potential
from solutions.hw4_oscillator.oracle import levels

from .solved import SolvedAssignment

HW3 = SolvedAssignment("hw3_poisson", given={"at_points"})
HW4 = SolvedAssignment("hw4_oscillator", given={"first_derivative"})
SEEDS = range(20)
pytestmark = pytest.mark.usefixtures("compiled_once")
# Where the same code has been asked with all of them.
FEW_SEEDS = SEEDS[:5]
# Level, what E and ψ may be wrong by, and seeds.
STATES = [(0, 1e-12, 1e-10, SEEDS), *((level, 1e-8, 1e-8, FEW_SEEDS) for level in range(1, 6))]


@pytest.fixture(scope="module")
def poisson():
    return HW3.namespace()


@pytest.fixture(scope="module")
def oscillator():
    return HW4.namespace()


def relative_error(values, exact):
    """In the norm of L², on even points; the sign is free."""
    values = values * np.sign(values @ exact)
    return np.linalg.norm(values - exact) / np.linalg.norm(exact)


def values_at(function, params, x):
    with double_precision():
        return np.asarray(jax.vmap(function, in_axes=(None, 0))(params, x))


def harmonic_state(level, x):
    """ψₙ of V = x²/2, from Hermite's polynomials."""
    height = 1 / np.sqrt(2.0**level * factorial(level) * np.sqrt(np.pi))
    return height * hermite.hermval(x, [0] * level + [1]) * np.exp(-(x**2) / 2)


@pytest.mark.slow
@pytest.mark.parametrize(("level", "of_energy", "of_psi", "seeds"), STATES)
def test_states_of_the_oscillator(oscillator, level, of_energy, of_psi, seeds):
    x = np.linspace(-7.0, 7.0, 1001)
    for seed in seeds:
        energy, params = oscillator["state_near"](harmonic_well(1.0), level + 0.3, seed)
        assert abs(energy - level - 0.5) <= of_energy, seed
        assert relative_error(values_at(oscillator["psi"], params, x), harmonic_state(level, x)) <= of_psi, seed


@pytest.mark.slow
@pytest.mark.parametrize("strength", [0.3, 0.5, 0.9])
def test_levels_of_quartic_wells(oscillator, strength):
    exact = levels(quartic_well(strength), half_width=5.0)
    for seed in FEW_SEEDS:
        for level in range(6):
            energy, _ = oscillator["state_near"](quartic_well(strength), exact[level] - 0.2, seed)
            assert abs(energy - exact[level]) <= 1e-10, (seed, level)


@pytest.mark.slow
def test_the_sine(poisson):
    x = np.linspace(0.0, np.pi, 501)
    for seed in SEEDS:
        params = poisson["solve_accurately"](lambda x: -jax.numpy.sin(x), seed)
        assert relative_error(values_at(poisson["network"], params, x), np.sin(x)) <= 1e-12, seed


@pytest.mark.slow
@pytest.mark.parametrize(("width", "error"), [(0.2, 1e-12), (0.1, 1e-12), (0.05, 1e-9)])
def test_sharp_sources(poisson, width, error):
    x = np.linspace(0.0, np.pi, 501)
    exact = hump_potential(1.2, width, x)
    for seed in SEEDS:
        params = poisson["solve_accurately"](lambda x: jax.numpy.exp(-0.5 * ((x - 1.2) / width) ** 2), seed)
        assert relative_error(values_at(poisson["network"], params, x), exact) <= error, seed


def score(assignment, check_id, names, seed):
    return float(assignment.outcome(check_id, names, str(seed)).remark.rpartition(" ")[2])


@pytest.mark.slow
def test_scores_of_the_challenges(poisson, oscillator):
    for seed in FEW_SEEDS:
        assert score(HW3, "q11.score_for_a_known_hump", poisson, seed) >= 11
        assert score(HW3, "q11.score_for_a_hump_drawn_at_grading_time", poisson, seed) >= 9
        assert score(HW4, "q9.score_in_a_known_well", oscillator, seed) >= 11
        assert score(HW4, "q9.score_in_a_well_drawn_at_grading_time", oscillator, seed) >= 11
