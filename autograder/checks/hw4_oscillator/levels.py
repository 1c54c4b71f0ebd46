"""hw4_oscillator, q7 to q9: the hidden checks of excited states, of the matrix method and of the challenge."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from autograder.checks.hw4_oscillator.wells import (
    OSCILLATOR,
    STIFF_WELL,
    draw_anharmonic_well,
    draw_harmonic_well,
    draw_stiff_well,
)
from autograder.checks.inputs import number
from autograder.oracles import hw4_oscillator as oracle
from lecture08_utils.checking import CheckList, at_points
from lecture08_utils.checks.hw4_oscillator.levels import (
    SOLVE,
    ask_levels,
    digits,
    expect_excited_state,
    train_harmonic_excited,
)
from lecture08_utils.checks.hw4_oscillator.training import ENERGY_TOLERANCE, NET
from lecture08_utils.misconceptions.hw4_oscillator import (
    EXCITED,
    HALF_MISSING,
    PLAIN_H,
    SEED_UNUSED,
    UPSIDE_DOWN,
    WHATEVER,
)

check = CheckList("hidden")

EXCITED_PSI = at_points("excited", NET)


@check(
    "q7",
    points=0.5,
    retries=1,
    hint="Does train_excited use the V, L, seed and steps that it is given? Try harmonic_well(1.4) and compare E "
    "with 3ω/2, then a well whose E no formula tells.",
)
def excited_state_of_another_well(student, rng):
    """`train_excited` finds E₁ and ψ₁ of an anharmonic well, on another domain: one node, no overlap with ψ₀."""
    well = draw_stiff_well(rng, centre=0.0)
    student.run(
        f"import jax\n{STIFF_WELL}\ntrainable, excited = train_excited(V, half_width, seed, steps)",
        **asdict(well),
        seed=int(rng.integers(100, 10_000)),
        steps=5000,
    )
    x = np.linspace(-well.half_width, well.half_width, 201)
    values = student.array(EXCITED_PSI, x=x, shape=x.shape)
    energies, states = oracle.eigenstates(well, well.half_width)
    typed = oracle.levels(lambda x: x**2 / 2, well.half_width)
    ideas = {WHATEVER: typed[1], "the harmonic part of V alone: 3ω/2": 1.5 * well.omega}
    expect_excited_state(student, energies[1], x, values, states[0], wrong=ideas)


@check(
    "q7",
    points=0.5,
    retries=1,
    hint="The energy of a trained state is ⟨H⟩ of its ψ: is it the E of the same training? And what should ten steps "
    "give?",
)
def excited_state_was_trained(student, rng):
    """E₁ is ⟨H⟩ of the ψ₁ that was returned, and ten steps are not enough for them."""
    x = np.linspace(-5.0, 5.0, 201)
    values = train_harmonic_excited(student)
    energy = student.number("trainable['E']")
    norm = float(np.trapezoid(values**2, x))
    student.require(0.5 < norm < 2, "ψ₁ is not normalised.", misconception="ψ₁ is not normalised, or nothing at all")
    # benchmarks/results/oscillator_excited_seeds.md: |E − ⟨H⟩| ≤ 2e-5 over 20 seeds of this well.
    quotient = oracle.energy_of_samples(values, x**2 / 2, x)
    student.require(
        abs(energy - quotient) <= 5e-3,
        "E₁ is not ⟨H⟩ of ψ₁.",
        misconception="E and ψ do not belong together: one of them was not trained, or not long enough",
    )
    student.require(abs(energy - 1.5) <= ENERGY_TOLERANCE, "E₁ is not 3/2.")
    student.run("trainable, excited = train_excited(V, L, seed, 10)", L=5.0, seed=7 + student.attempt)
    early = student.array(EXCITED_PSI, x=x, shape=x.shape)
    error = float(np.abs(np.abs(early) - np.abs(oracle.harmonic_state(1, 1.0, 0.0, x))).max())
    far = max(error, abs(student.number("trainable['E']") - 1.5)) > 0.05
    student.require(far, "Ten steps give what 5000 do: is the result trained at all, and is `steps` used?")
    student.run("trainable, excited = train_excited(V, L, seed + 1, 10)")
    student.require(
        not np.array_equal(student.array(EXCITED_PSI, shape=x.shape), early),
        "Two seeds give the same ψ₁ after ten steps.",
        misconception=SEED_UNUSED,
    )


@check(
    "q8",
    points=0.5,
    hint="Does V come in as an argument, at points that run from −L to L? Try harmonic_well(1.5, 0.4): its levels "
    "are 1.5 (n + ½).",
)
def levels_of_other_wells(student, rng):
    """`diagonalise` gives the levels of an anharmonic well, of one that is not symmetric, and of a box."""
    k, strength = draw_anharmonic_well(rng)
    student.run("V = lambda x: 0.5 * k * x**2 + strength * x**4\nL = 4.0", k=k, strength=strength)
    well = lambda x: k * x**2 / 2 + strength * x**4  # noqa: E731
    _expect_levels(student, well, 4.0, oracle.levels(well, 5.0)[:3], int(rng.integers(250, 300)))
    omega, centre, half_width = draw_harmonic_well(rng)
    half_width = float(np.float32(half_width + 1.0))
    student.run(f"{OSCILLATOR}\nV = well", omega=omega, centre=centre)
    student.run("L = half_width", half_width=half_width)
    shifted = lambda x: omega**2 * (x - centre) ** 2 / 2  # noqa: E731
    _expect_levels(student, shifted, half_width, omega * (np.arange(3) + 0.5), int(rng.integers(250, 300)))
    # Of all matrices only one with its walls in the right place knows a box of width 2L.
    half_width = number(rng, 1.5, 2.5)
    student.run("V = lambda x: 0.0 * x\nL = half_width", half_width=half_width)
    box = lambda x: 0.0 * x  # noqa: E731
    momenta = np.arange(1, 4) * np.pi / (2 * half_width)
    _expect_levels(student, box, half_width, momenta**2 / 2, int(rng.integers(250, 300)))


def _expect_levels(student, V, half_width: float, want: np.ndarray, n: int) -> None:
    ask_levels(student, n)
    h = 2 * half_width / (n + 1)
    wrong = {
        HALF_MISSING: oracle.grid_levels(V, half_width, n, kinetic=2.0)[:3],
        PLAIN_H: oracle.grid_levels(V, half_width, n, kinetic=h)[:3],
        UPSIDE_DOWN: oracle.grid_levels(V, half_width, n, kinetic=-1.0)[:3],
        "x²/2 typed in where V(x) belongs": oracle.grid_levels(lambda x: x**2 / 2, half_width, n)[:3],
    }
    # The error of the three-point formula is below 3e-3 in all of these; what float32 adds is below 1e-3.
    student.expect("diagonalise(V, L, n)[:3]", want=want, rtol=0, atol=6e-3, wrong=wrong)


@check(
    "q8", points=0.5, hint="Into how many pieces do n points between two walls cut the interval? How long is each?"
)
def levels_converge_with_the_square_of_h(student, rng):
    """Half the spacing h leaves a quarter of the error of the levels."""
    omega, centre, half_width = draw_harmonic_well(rng)
    half_width = float(np.float32(half_width + 1.5))
    student.run(f"{OSCILLATOR}\nV = well", omega=omega, centre=centre)
    student.run("L = half_width", half_width=half_width)
    n = int(rng.integers(45, 60))
    want = omega * (np.arange(3) + 0.5)
    coarse, fine = (float(np.abs(ask_levels(student, m)[:3] - want).sum()) for m in (n, 2 * n + 1))
    student.require(coarse < 0.1 * want.sum(), "The levels are far off.")
    # 2n + 1 points halve h. Measured: 4.02 to 4.06. Methods of higher order are welcome.
    student.require(
        fine <= max(coarse / 3.7, 1e-3),
        "Half the spacing does not leave a quarter of the error.",
        misconception="a spacing h that does not fit the points: n points between two walls leave n + 1 gaps",
    )


@check(
    "q9",
    points=0,
    retries=1,
    hint="How large is V at the ends of your domain? Is the psi of the params that you return the one whose energy "
    "you return?",
)
def score_in_a_well_drawn_at_grading_time(student, rng):
    """`solve` finds the ground state of another quartic well, to as many digits as it can."""
    strength = number(rng, 0.3, 0.9)
    student.run(
        f"import jax\nV = lambda x: strength * x**4\n{SOLVE}", strength=strength, seed=int(rng.integers(100, 10_000))
    )
    well = lambda x: strength * x**4  # noqa: E731
    want, excited = oracle.levels(well, half_width=5.0)[:2]
    ideas = {WHATEVER: 0.5, EXCITED: excited}
    energy = float(student.expect("energy", want=want, rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas))
    half_width = (40.0 / strength) ** 0.25
    x = oracle.gauss_points(half_width, 120)
    quotient = oracle.energy_of_polynomial(
        student.array(at_points("psi", "params"), x=x, shape=x.shape), well, half_width
    )
    student.require(
        abs(quotient - want) <= ENERGY_TOLERANCE,
        "The psi of these params has another energy.",
        misconception="E and ψ do not belong together: one of them was not trained, or not long enough",
    )
    student.remark = f"Score: {digits(abs(energy - want), abs(quotient - want)):.2f}"
