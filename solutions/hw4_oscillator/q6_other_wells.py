"""hw4_oscillator, q6: wells without a formula. The hidden checks, and mistakes of the public ones."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw4_oscillator.training import ENERGY_TOLERANCE, SECOND_LEVEL
from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.mistakes import WHATEVER
from solutions.hw4_oscillator.wells import OSCILLATOR, draw_anharmonic_well
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

ONE_END = "only one of the two ends is looked at, and it is the farther one"
MEAN_OF_ENDS = "the mean of both ends: at one of them V is above v_max"


@mistakes("q6.half_width_of_harmonic_wells", "narrow")
def _():
    return {"the whole width instead of half of it": 4.0, "√(2 v_max), which is right for V = x²/2 alone": 24**0.5}


@mistakes("q6.half_width_of_harmonic_wells", "aside")
def _():
    return {ONE_END: 7.0, MEAN_OF_ENDS: 6.0}


@mistakes("q6.energy_of_a_narrower_well")
def _():
    return {WHATEVER: 0.5, SECOND_LEVEL: 2.4}


@check("q6", points=0.5, hint="Draw a well that is not symmetric. Which of its two ends decides?")
def half_width_of_other_wells(student, rng):
    """`half_width` is right for other wells, narrow or wide, symmetric or not, and other v_max."""
    v_max = number(rng, 15.0, 40.0)
    for low, high in ((0.2, 1.0), (100.0, 1000.0), (1e-6, 4e-6)):  # L from 2 to 4, from 0.35 to 0.8, from 44 to 80
        strength = number(rng, low, high)
        student.run("quartic = lambda x: strength * x**4", strength=strength)
        student.expect("half_width(quartic, v_max)", v_max=v_max, want=(v_max / strength) ** 0.25, rtol=0.01)
    omega, centre = number(rng, 0.5, 2.0), number(rng, 0.5, 1.5)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    reach = np.sqrt(2 * v_max) / omega
    for side in (1.0, -1.0):
        student.expect(
            "half_width(lambda x: well(side * x), v_max)",
            side=side,
            v_max=v_max,
            want=reach - centre,
            rtol=0.01,
            wrong={ONE_END: reach + centre, MEAN_OF_ENDS: reach},
        )


@check(
    "q6",
    points=0.5,
    retries=1,
    hint="How large is V at both ends of your domain in (x − 1)²/2 + (x − 1)⁴/2? And is ψ negligible there?",
)
def energy_of_an_unknown_well(student, rng):
    """`ground_energy` is right to 0.02 for an anharmonic well drawn at grading time, wherever it stands."""
    k, strength = draw_anharmonic_well(rng)
    centre = float(rng.choice([-1.0, 1.0])) * number(rng, 1.0, 2.0)
    student.run(
        "V = lambda x: 0.5 * k * (x - centre) ** 2 + strength * (x - centre) ** 4",
        k=k,
        strength=strength,
        centre=centre,
    )
    energies = oracle.levels(lambda x: k * x**2 / 2 + strength * x**4, half_width=5.0)
    ideas = {
        WHATEVER: 0.5,
        "the harmonic part alone: √k/2": np.sqrt(k) / 2,
        SECOND_LEVEL: energies[1],
    }
    seed = int(rng.integers(100, 10_000))
    student.expect("ground_energy(V, seed)", seed=seed, want=energies[0], rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas)
