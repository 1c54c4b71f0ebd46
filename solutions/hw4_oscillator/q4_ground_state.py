"""hw4_oscillator, q4: training a ground state. The hidden checks."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from lecture08_utils.checking import CheckList, at_points, require_same_start
from lecture08_utils.hw4_oscillator.q4_ground_state import (
    expect_ground_state,
    expect_history,
    require_own_training,
    short_training,
    train_harmonic,
)
from lecture08_utils.hw4_oscillator.training import NET, SEED_UNUSED, require_trained, take_pair
from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.mistakes import WHATEVER
from solutions.hw4_oscillator.wells import STIFF_WELL, draw_stiff_well
from solutions.inputs import number

check = CheckList("hidden")

PSI = at_points("psi", NET)


@check(
    "q4",
    points=1.5,
    compiled=True,
    retries=1,
    hint="Does train use the V, L, seed and steps that it is given, and nothing else? Try harmonic_well(1.4, 0.5) "
    "and compare E with ω/2, then a well whose E no formula tells.",
)
def ground_state_of_another_well(student, rng):
    """`train` finds the ground state of an anharmonic well that it has not seen, with another domain and seed."""
    well = draw_stiff_well(rng, centre=float(rng.choice([-1.0, 1.0])) * number(rng, 0.2, 0.35))
    student.run(
        f"import jax\n{STIFF_WELL}\nresult = train(V, half_width, seed, steps)",
        **asdict(well),
        seed=int(rng.integers(100, 10_000)),
        steps=5000,
    )
    take_pair(student, "train", "history", "an array")
    x = np.linspace(-well.half_width, well.half_width, 201)
    values = student.array(PSI, x=x, shape=x.shape)
    energies, states = oracle.eigenstates(well, well.half_width)
    typed = oracle.levels(lambda x: x**2 / 2, well.half_width)
    ideas = [(WHATEVER, typed[0]), (WHATEVER, 0.5), ("the harmonic part of V alone: ω/2", well.omega / 2)]
    # benchmarks/results/ensembles.md: the worst of 1024 wells and seeds have |E − E₀| = 1.2e-4 hartree,
    # |ψ − ψ₀| = 6.6e-3 and |∫ψ² − 1| = 1.9e-4.
    expect_ground_state(student, (energies[0], energies[1]), x, values, (states[0], states[1]), wrong=ideas)
    require_trained(student, "psi", x)


@check(
    "q4",
    points=1,
    compiled=True,
    retries=1,
    hint="At the end of a training ∂loss/∂E = 0: which energy does that make of ψ? And what should ten steps give?",
)
def energy_and_history_belong_to_psi(student, rng):
    """E is ⟨H⟩ of the ψ that was returned, your total_loss and the history agree, and ten steps are not enough."""
    x, values, history = train_harmonic(student)
    energy = student.number("trainable['E']")
    norm = float(np.trapezoid(values**2, x))
    student.require(0.5 < norm < 2, "ψ is not normalised.", misconception="ψ is not normalised, or nothing at all")
    # benchmarks/results/ensembles.md: |E − ⟨H⟩| ≤ 1.7e-4 hartree over 1024 seeds; ⟨H⟩ from float32 samples: 1e-6.
    quotient = oracle.energy_of_samples(values, x**2 / 2, x)
    student.require(
        abs(energy - quotient) <= 5e-3,
        "E is not ⟨H⟩ of ψ.",
        misconception="E and ψ do not belong together: one of them was not trained, or not long enough",
    )
    expect_history(student, history)
    short = short_training(student, 7 + student.attempt)
    require_same_start(student, history[0, :1], short[0, :1])
    early = student.array(PSI, x=x, shape=x.shape)
    error = float(np.abs(np.abs(early) - oracle.harmonic_state(0, 1.0, 0.0, x)).max())
    # benchmarks/results/ensembles.md, 1024 seeds: 0.44 or more.
    far = max(error, abs(student.number("trainable['E']") - 0.5)) > 0.05
    student.require(far, "Ten steps give what 5000 do: is the result trained at all, and is `steps` used?")
    require_own_training(student, x, short)
    other = short_training(student, 8 + student.attempt)
    student.require(
        not np.array_equal(other, short),
        "Two seeds give the same history.",
        misconception=SEED_UNUSED,
        final=True,
    )
