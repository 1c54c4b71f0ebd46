"""hw2_derivatives, q7: hidden checks, and the mistakes of the public ones."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import brentq

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.demands import require_kind
from lecture08_utils.hw2_derivatives.q7_response_functions import expect_free_spins
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()

ENDLESS = "λ₋ is left out, as if the ring were endless"
WHOLE_RING = "the whole ring instead of one spin: not divided by n"
FROZEN = "m held fixed while h changes: the response of a single spin"
UNSTABLE = "the solution m = 0, which is not stable below T = J"


@check(
    "q7",
    points=0.5,
    compiled=True,
    hint="Per spin or for the whole ring? Which of the two λ matters for 3 spins and not for 300? And how large is "
    "cosh(1000)?",
)
def rings_of_spins(student, rng):
    """`ising_ring_F` and its χ for short and long rings, and `free_spin_F` in very strong fields."""
    h, T = points(rng, 100.0, 200.0, 3) * [1, -1, 1], points(rng, 0.2, 0.5, 3)
    expect_free_spins(student, h, T, free_spin_F(h, T), wrong=wrong_free_spins(h, T))
    for n in (int(rng.integers(3, 6)), int(rng.integers(300, 1000))):
        h, T, J = number(rng, 0.2, 1.0), number(rng, 1.0, 2.0), number(rng, 0.6, 1.4)
        right = ising_ring_F(h, T, J, n)
        endless = ising_ring_F(h, T, J, 10_000)
        wrong = wrong_rings(right, h, T, n) | {ENDLESS: endless}
        student.run("F = ising_ring_F(h, T, J, n)", h=h, T=T, J=J, n=n, compiled=True)
        require_kind(student, "F", nan="λ₊ⁿ overflows: take its logarithm, n ln λ₊")
        student.expect("F", want=right, wrong=wrong)
        chi = ising_ring_chi(T, J, n)
        wrong = {WHOLE_RING: n * chi} | wrong_responses(chi)
        # float32, 20 seeds of the reference: errors of χ up to 5e-7 of it.
        student.expect("susceptibility(lambda h: ising_ring_F(h, T, J, n), 0.0)", want=chi, rtol=1e-3, wrong=wrong)


@check(
    "q7",
    points=0.5,
    compiled=True,
    hint="Which m is stable below T = J? And does m follow, in your code, when h changes a little?",
)
def mean_field_above_and_below(student, rng):
    """`mean_field_F` and its χ above T = J, below it on the branch with m > 0, and in a field."""
    J = number(rng, 0.8, 2.0)
    cases = [
        (0.0, number(rng, 1.3, 2.0)),
        (0.0, number(rng, 0.6, 0.8)),
        (number(rng, 0.3, 0.8), number(rng, 0.6, 1.4)),
    ]
    for h, ratio in cases:
        T = float(np.float32(ratio * J))
        h = float(np.float32(h * J))
        m, right = mean_field_m(h, T, J), mean_field_F(h, T, J)
        wrong = wrong_mean_fields(right, m, h, T, J)
        student.expect("mean_field_F(h, T, J)", h=h, T=T, J=J, want=right, wrong=wrong)
        chi = mean_field_chi(h, T, J)
        wrong = {FROZEN: (1 - m**2) / T, UNSTABLE: 1 / (T - J)} | wrong_responses(chi, m)
        # float32, 20 seeds of the reference: errors of χ up to 3e-6 of it, at these temperatures.
        student.expect("susceptibility(lambda h: mean_field_F(h, T, J), h)", want=chi, rtol=2e-3, wrong=wrong)


def free_spin_F(h: np.ndarray | float, T: np.ndarray | float) -> np.ndarray:
    """F = −T ln(2 cosh(h/T)) without overflow."""
    return -T * np.logaddexp(h / T, -h / T)


def ising_ring_F(h: float, T: float, J: float, n: int) -> float:
    """Free energy per spin from the eigenvalues of the transfer matrix.

    H. A. Kramers & G. H. Wannier, Phys. Rev. 60, 252 (1941).
    """
    transfer = np.array([[np.exp((J + h) / T), np.exp(-J / T)], [np.exp(-J / T), np.exp((J - h) / T)]])
    small, large = np.linalg.eigvalsh(transfer)
    return float(-T * (np.log(large) + np.log1p((small / large) ** n) / n))


def ising_ring_chi(T: float, J: float, n: int) -> float:
    """Susceptibility per spin without field: (e^{2K}/T)(1 − tⁿ)/(1 + tⁿ) with K = J/T, t = tanh K."""
    t = np.tanh(J / T) ** n
    return float(np.exp(2 * J / T) / T * (1 - t) / (1 + t))


def mean_field_m(h: float, T: float, J: float) -> float:
    """The largest solution of m = tanh((Jm + h)/T) for h ≥ 0; 0 if it is the only one."""

    def excess(m):
        return np.tanh((J * m + h) / T) - m

    if h == 0 and T >= J:
        return 0.0
    # The excess is concave for m ≥ 0, positive below the solution and negative above it.
    low = 1e-9 if h > 0 else np.sqrt(max(1 - T / J, 0.0)) / 10
    return float(brentq(excess, low, 1.0, xtol=1e-14))


def mean_field_F(h: float, T: float, J: float, m: float | None = None) -> float:
    """Jm²/2 − T ln(2 cosh((Jm + h)/T)) at the m given, or at the solution."""
    m = mean_field_m(h, T, J) if m is None else m
    return float(J * m**2 / 2 + free_spin_F(J * m + h, T))


def mean_field_chi(h: float, T: float, J: float) -> float:
    """dm/dh = (1 − m²)/(T − J(1 − m²)), from differentiating the equation for m."""
    room = 1 - mean_field_m(h, T, J) ** 2
    return room / (T - J * room)


def wrong_free_spins(h: np.ndarray, T: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of −T ln(2 cosh(h/T)), shape of h."""
    log2, logarithm = np.log(2.0), np.logaddexp(h / T, -h / T)
    return {
        "the sign of F": T * logarithm,
        "the factor T in front is missing": -logarithm,
        "the 2 in 2 cosh is missing": -T * (logarithm - log2),
        "h instead of h/T": -T * np.logaddexp(h, -h),
        "sinh instead of cosh, or a state is missing": -h,
    }


def wrong_rings(right: Any, h: Any, T: Any, n: int) -> dict[str, Any]:
    """What popular mistakes make of the free energy per spin of a ring of n spins, shape of h."""
    return {
        WHOLE_RING: n * right,
        "the sign of F": -right,
        "the coupling J is not used": -T * np.logaddexp(h / T, -h / T),
    }


def wrong_mean_fields(right: float, m: float, h: float, T: float, J: float) -> dict[str, float]:
    """What popular mistakes make of the mean-field free energy; m is the magnetisation."""
    return {
        "the sign of −T ln(2 cosh …): is it that of `free_spin_F`?": J * m**2 - right,
        "½Jm² is missing": right - J * m**2 / 2,
        "the sign of ½Jm²": right - J * m**2,
        UNSTABLE: mean_field_F(h, T, J, m=0.0),
        "m is held at its start, m = 1": mean_field_F(h, T, J, m=1.0),
    }


def wrong_responses(chi: Any, m: Any = np.nan) -> dict[str, Any]:
    """What popular mistakes make of a susceptibility; m is the magnetisation −F′."""
    chi = np.asarray(chi)
    return {
        "the sign of χ: it is −F″": -chi,
        "the magnetisation −F′ instead of χ": m,
        "F′ instead of −F″": -np.asarray(m),
    }


@mistakes("q7.free_energy_of_a_spin")
def energies_of_a_spin():
    return wrong_free_spins(np.array([0.0, 1.0, -2.0, 3.0, 100.0]), np.array([1.0, 0.5, 2.0, 1.5, 0.5]))


@mistakes("q7.susceptibility_of_known_functions", "polynomial")
def responses_of_a_polynomial():
    return wrong_responses(6.0, m=0.5)


@mistakes("q7.susceptibility_of_known_functions", "free spin")
def responses_of_a_spin():
    return wrong_responses(1.25)


@mistakes("q7.ring_of_three_spins")
def energies_of_a_ring():
    wrong = wrong_rings(np.array([-1.2488792, -1.7020685]), np.array([0.0, 0.6]), np.array([1.0, 1.5]), n=3)
    return wrong | {ENDLESS: [-1.1269280, -1.6757827]}  # −T ln λ₊


@mistakes("q7.mean_field_without_a_field", "T = 1.5")
def mean_field_above():
    return wrong_mean_fields(-1.0397208, 0.0, 0.0, 1.5, 1.0)


@mistakes("q7.mean_field_without_a_field", "T = 0.7281914")
def mean_field_below():
    return wrong_mean_fields(-0.5567226, 0.8, 0.0, 0.7281914, 1.0)


@mistakes("q7.mean_field_without_a_field", "susceptibility")
def mean_field_responses():
    return {FROZEN: 1 / 0.75} | wrong_responses(4.0, m=0.0)
