"""hw4_oscillator, q3: a loss with three terms. The hidden checks, and mistakes of the public one."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw4_oscillator.q3_loss_terms import NEAR_GRID, WEIGHTS, WIDE_GRID
from solutions.hw4_oscillator.mistakes import TYPED_IN
from solutions.hw4_oscillator.oracle import harmonic_state
from solutions.hw4_oscillator.q2_equation_residual import residual
from solutions.hw4_oscillator.wells import AT_ONE_POINT, OSCILLATOR
from solutions.inputs import WAVE, Wave, number, together

check = CheckList("hidden")
mistakes = MistakeList()


def norm_loss(values: np.ndarray, x: np.ndarray) -> float:
    """(∫ψ² − 1)² by the trapezoid rule on equally spaced points."""
    return float((np.trapezoid(values**2, x) - 1) ** 2)


def total_loss(rest: np.ndarray, norm: float, bc: float, w: dict[str, float]) -> float:
    """mean r² + w["norm"] · norm + w["bc"] · bc."""
    return float(np.mean(rest**2) + w["norm"] * norm + w["bc"] * bc)


def wrong_norms(values: np.ndarray, x: np.ndarray) -> dict[str, float]:
    """What popular mistakes make of (∫ψ² − 1)²: misconception → value; `values` is ψ on the grid `x`."""
    integral = np.trapezoid(values**2, x)
    mean = np.mean(values**2) * (x[-1] - x[0])
    return {
        "∫ψ dx instead of ∫ψ² dx": (np.trapezoid(values, x) - 1) ** 2,
        "a sum without the spacing dx: it changes with the grid": (np.sum(values**2) - 1) ** 2,
        "a mean without the length of the domain": (np.mean(values**2) - 1) ** 2,
        "mean times length instead of the trapezoid rule: n points, but n − 1 intervals": (mean - 1) ** 2,
        "the −1 is missing: ψ = 0 would be best": integral**2,
        "the deviation from 1 is not squared": integral - 1,
    }


def wrong_boundaries(left: float, right: float) -> dict[str, float]:
    """What popular mistakes make of ψ(x_min)² + ψ(x_max)²: misconception → value."""
    return {
        "the boundary values are not squared": left + right,
        "the square of the sum: opposite signs would cancel": (left + right) ** 2,
        "a mean instead of a sum": (left**2 + right**2) / 2,
        "only one end": left**2,
        "only the other end": right**2,
    }


def wrong_totals(rest: np.ndarray, norm: float, bc: float, w: dict[str, float], h: float) -> dict[str, float]:
    """What popular mistakes make of the total loss: misconception → value.

    Args:
        rest: the residual on a grid of spacing h, shape (n,).
        norm, bc, w: the other terms and their weights.
    """
    pde, outer = np.mean(rest**2), w["norm"] * norm + w["bc"] * bc
    return {
        "the weights are exchanged": pde + w["bc"] * norm + w["norm"] * bc,
        "the weights are not used": pde + norm + bc,
        "a sum over the points instead of a mean": np.sum(rest**2) + outer,
        "an integral over x instead of a mean over the points": np.trapezoid(rest**2, dx=h) + outer,
        "the square of the mean instead of the mean of the squares": np.mean(rest) ** 2 + outer,
        "the mean of the residual, not squared": np.mean(rest) + outer,
        "the normalisation is left out": pde + w["bc"] * bc,
        # Functions that decay have nothing at ends that were typed in.
        "no boundary term is in it: it is left out, or taken elsewhere than at x[0] and x[-1]": pde
        + w["norm"] * norm,
    }


@mistakes("q3.losses_of_known_functions", "norm")
def _():
    return wrong_norms(1.2 * harmonic_state(0, 1.0, 0.0, WIDE_GRID), WIDE_GRID)


@mistakes("q3.losses_of_known_functions", "boundary")
def _():
    return wrong_boundaries(-2.0, 2.5)


@mistakes("q3.losses_of_known_functions", "total")
def _():
    x, h = NEAR_GRID, NEAR_GRID[1] - NEAR_GRID[0]
    values = 1.2 * harmonic_state(0, 1.0, 0.0, x)
    # ψ″ = (x² − 1)ψ and E = 0.8, in V = (x − 1)²/2; the other terms do not know V.
    norm, bc = norm_loss(values, x), values[0] ** 2 + values[-1] ** 2
    typed = total_loss(-0.3 * values, norm, bc, WEIGHTS)
    return {**wrong_totals((0.2 - x) * values, norm, bc, WEIGHTS, h), TYPED_IN: typed}


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="Try two grids over the same interval, one twice as fine: does your integral stay the same?",
)
def norm_on_other_grids(student, rng):
    """The normalisation is right for other functions, domains and spacings."""
    omega, centre = number(rng, 0.8, 1.6), number(rng, -0.5, 0.5)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    student.run(AT_ONE_POINT)
    factor, cases = number(rng, 1.2, 1.6), []
    for n in (int(rng.integers(41, 50)), int(rng.integers(120, 160))):
        width = number(rng, 4.5, 5.5)
        x = np.linspace(-width, width + 1.0, n)
        cases.append((x, factor * harmonic_state(0, omega, centre, x)))
    # The error is relative to (c² − 1)², at least 0.19; "mean times length" is off by 4/n of it and more.
    student.expect(
        "[norm_loss(at_one_point(ground), c, jnp.asarray(x)) for x in grids]",
        c=factor,
        grids=[x for x, _ in cases],
        want=[norm_loss(values, x) for x, values in cases],
        rtol=2e-3,
        wrong=together([wrong_norms(values, x) for x, values in cases]),
    )


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="Which weight belongs to which term, and which term has none? Where are the ends of the domain?",
)
def boundary_and_total(student, rng):
    """The boundary term is a sum of squares, and the total loss is the weighted sum of its three terms."""
    k, phase, a = number(rng, 0.8, 1.1), number(rng, 0.2, 0.4), number(rng, 0.05, 0.1)
    wave = Wave(k, phase, a)
    student.run(WAVE, phase=phase, a=a)
    student.run("high = lambda p, x: 2.0 * wave(p, x)")
    left, right = -number(rng, 0.7, 1.1), number(rng, 1.2, 1.7)
    ends = 2 * wave.value(np.array([left, right]))
    bc = float(np.sum(ends**2))
    student.expect(
        "boundary_loss(high, k, left, right)", k=k, left=left, right=right, want=bc, wrong=wrong_boundaries(*ends)
    )
    # An energy so far off that the residual has one sign and its mean is not near zero.
    omega, centre, energy = number(rng, 0.8, 1.6), number(rng, -0.5, 0.5), number(rng, 2.0, 3.0)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    # So many points that any sensible rule for the integral passes, though this ψ does not vanish at the ends:
    # the sum h Σψ² exceeds the trapezoid rule by h · bc / 2, which is at most 1e-3 of the total here.
    # Two intervals in one question: on a single one, a wrong integral may happen to be what another mistake gives.
    cases, want, ideas = [], [], []
    for a, b in ((left, right), (-number(rng, 1.2, 1.6), number(rng, 0.2, 0.5))):
        x = np.linspace(a, b, int(rng.integers(2000, 2500)))
        w = {"norm": number(rng, 0.5, 3.0), "bc": number(rng, 4.0, 9.0)}
        V = omega**2 * (x - centre) ** 2 / 2
        values = 2 * wave.value(x)
        rest = residual(values, 2 * wave.curvature(x), V, energy)
        terms = norm_loss(values, x), float(values[0] ** 2 + values[-1] ** 2)
        cases.append([x, w])
        want.append(total_loss(rest, *terms, w))
        ideas.append(wrong_totals(rest, *terms, w, x[1] - x[0]))
    student.expect(
        '[total_loss(high, {"net": k, "E": E}, well, jnp.asarray(x), w) for x, w in cases]',
        k=k,
        E=energy,
        cases=cases,
        want=want,
        wrong=together(ideas),
        rtol=2e-3,
    )
