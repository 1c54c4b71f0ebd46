"""hw4_oscillator, q7: the first excited state. The hidden checks."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from lecture08_utils.checking import CheckList, at_points
from lecture08_utils.hw4_oscillator.q7_excited_state import (
    Level,
    every_harmonic_training,
    every_training,
    expect_excited_state,
    harmonic_level,
    short_harmonic_training,
)
from lecture08_utils.hw4_oscillator.training import (
    ENERGY_TOLERANCE,
    NET,
    SEED_UNUSED,
    require_trained,
)
from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.mistakes import WHATEVER
from solutions.hw4_oscillator.wells import STIFF_WELL, draw_stiff_well

check = CheckList("hidden")

EXCITED_PSI = at_points("excited", NET)


@check(
    "q7",
    points=0.5,
    compiled=True,
    retries=1,
    hint="Does train_excited use the V, L, seed and steps that it is given? Try harmonic_well(1.4) and compare E "
    "with 3ω/2, then a well whose E no formula tells.",
)
def excited_state_of_another_well(student, rng):
    """`train_excited` finds E₁ and ψ₁ of an anharmonic well, on another domain: one node, no overlap with ψ₀."""
    well = draw_stiff_well(rng, centre=0.0)
    x = np.linspace(-well.half_width, well.half_width, 201)
    energies, states = oracle.eigenstates(well, well.half_width)
    right = Level(energies[1], x, states[0], states[1])
    typed = oracle.levels(lambda x: x**2 / 2, well.half_width)
    ideas = [(WHATEVER, typed[1]), (WHATEVER, 1.5), ("the harmonic part of V alone: 3ω/2", 1.5 * well.omega)]
    seed = int(rng.integers(100, 10_000))

    def train(number: int) -> None:
        student.run(
            f"import jax\n{STIFF_WELL}\nresult = train_excited(V, half_width, seed, steps)",
            **asdict(well),
            seed=seed + number,
            steps=5000,
        )

    every_training(student, train, 2, right, lambda values: expect_excited_state(student, values, right, ideas))
    require_trained(student, "excited", x)


@check(
    "q7",
    points=0.5,
    compiled=True,
    retries=1,
    hint="The energy of a trained state is ⟨H⟩ of its ψ: is it the E of the same training? And what should ten steps "
    "give?",
)
def excited_state_was_trained(student, rng):
    """E₁ is ⟨H⟩ of the ψ₁ that was returned, for every seed, and ten steps are not enough for them."""
    right = harmonic_level()

    def judge(values: np.ndarray) -> None:
        norm = float(np.trapezoid(values**2, right.x))
        student.require(
            0.5 < norm < 2, "ψ₁ is not normalised.", misconception="ψ₁ is not normalised, or nothing at all"
        )
        # benchmarks/results/oscillator_excited_seeds.md: |E − ⟨H⟩| ≤ 2e-5 over 20 seeds of this well.
        energy, quotient = student.number("trainable['E']"), oracle.energy_of_samples(values, right.x**2 / 2, right.x)
        student.require(
            abs(energy - quotient) <= 5e-3,
            "E₁ is not ⟨H⟩ of ψ₁.",
            misconception="E and ψ do not belong together: one of them was not trained, or not long enough",
        )
        student.require(abs(energy - 1.5) <= ENERGY_TOLERANCE, "E₁ is not 3/2.")

    every_harmonic_training(student, judge)
    require_trained(student, "excited", right.x)
    short_harmonic_training(student, 0)
    early = student.array(EXCITED_PSI, x=right.x, shape=right.x.shape)
    error = float(np.abs(np.abs(early) - np.abs(right.excited)).max())
    far = max(error, abs(student.number("trainable['E']") - 1.5)) > 0.05
    student.require(far, "Ten steps give what 5000 do: is the result trained at all, and is `steps` used?")
    short_harmonic_training(student, 1)
    student.require(
        not np.array_equal(student.array(EXCITED_PSI, shape=right.x.shape), early),
        "Two seeds give the same ψ₁ after ten steps.",
        misconception=SEED_UNUSED,
        final=True,
    )
