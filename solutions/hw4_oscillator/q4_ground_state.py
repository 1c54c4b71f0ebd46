"""hw4_oscillator, q4: training a ground state. The hidden checks."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from lecture08_utils.checking import CheckList, at_points
from lecture08_utils.hw4_oscillator.q4_ground_state import expect_ground_state, train_harmonic
from lecture08_utils.hw4_oscillator.training import NET
from solutions.hw4_oscillator import oracle
from solutions.hw4_oscillator.mistakes import SEED_UNUSED, WHATEVER
from solutions.hw4_oscillator.wells import STIFF_WELL, draw_stiff_well
from solutions.inputs import number

check = CheckList("hidden")

PSI = at_points("psi", NET)


@check(
    "q4",
    points=1.5,
    retries=1,
    hint="Does train use the V, L, seed and steps that it is given, and nothing else? Try harmonic_well(1.4, 0.5) "
    "and compare E with ω/2, then a well whose E no formula tells.",
)
def ground_state_of_another_well(student, rng):
    """`train` finds the ground state of an anharmonic well that it has not seen, with another domain and seed."""
    well = draw_stiff_well(rng, centre=float(rng.choice([-1.0, 1.0])) * number(rng, 0.2, 0.35))
    student.run(
        f"import jax\n{STIFF_WELL}\ntrainable, history = train(V, half_width, seed, steps)",
        **asdict(well),
        seed=int(rng.integers(100, 10_000)),
        steps=5000,
    )
    x = np.linspace(-well.half_width, well.half_width, 201)
    values = student.array(PSI, x=x, shape=x.shape)
    energies, states = oracle.eigenstates(well, well.half_width)
    typed = oracle.levels(lambda x: x**2 / 2, well.half_width)
    ideas = {WHATEVER: typed[0], "the harmonic part of V alone: ω/2": well.omega / 2}
    # benchmarks/results/ensembles.md: the worst of 1024 wells and seeds have |E − E₀| = 1.2e-4 hartree,
    # |ψ − ψ₀| = 6.6e-3 and |∫ψ² − 1| = 1.9e-4.
    expect_ground_state(student, (energies[0], energies[1]), x, values, states[0], wrong=ideas)


@check(
    "q4",
    points=1,
    retries=1,
    hint="At the end of a training ∂loss/∂E = 0: which energy does that make of ψ? And what should ten steps give?",
)
def energy_and_history_belong_to_psi(student, rng):
    """E is ⟨H⟩ of the ψ that was returned, the history tells how it came about, and ten steps are not enough."""
    x = np.linspace(-5.0, 5.0, 201)
    values = train_harmonic(student)
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
    history = student.array("history", shape=(5000, 2))
    student.require(
        not abs(history[-1, 0] - energy) <= 0.01 < abs(history[-1, 1] - energy),
        "The columns of history are exchanged.",
        misconception="the columns of history are exchanged: the loss comes first, then E",
    )
    student.require(abs(history[-1, 1] - energy) <= 0.02, "The last E of history is not the E that was returned.")
    # The same 1024 seeds: the reference's loss falls to 2.1e-4 of its first value or less.
    start, end = history[0, 0], float(np.median(history[-50:, 0]))
    student.require(0 <= end < 0.05 * start, "The loss in history does not fall to a twentieth of its first value.")
    student.run("trainable, history = train(V, L, seed, 10)", L=5.0, seed=7 + student.attempt)
    history = student.array("history", shape=(10, 2))
    early = student.array(PSI, x=x, shape=x.shape)
    error = float(np.abs(np.abs(early) - oracle.harmonic_state(0, 1.0, 0.0, x)).max())
    # The same 1024 seeds: 0.44 or more.
    far = max(error, abs(student.number("trainable['E']") - 0.5)) > 0.05
    student.require(far, "Ten steps give what 5000 do: is the result trained at all, and is `steps` used?")
    student.run("trainable, other_history = train(V, L, seed + 1, 10)")
    other = student.array("other_history", shape=(10, 2))
    student.require(
        not np.array_equal(other, history),
        "Two seeds give the same history.",
        misconception=SEED_UNUSED,
    )
