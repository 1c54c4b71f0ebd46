"""hw4_oscillator, q4: training a ground state. The public check."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lecture08_utils.checking import CheckList, Question, trained_values

from .functions import HARMONIC
from .training import ENERGY_TOLERANCE, EXCITED, NET, PSI_TOLERANCE, count_nodes, norm_of, require_normalised

question = Question(
    "q4",
    "Training",
    ("train",),
    prerequisites=("q1", "q2", "q3"),
    concepts=(
        "The energy as a trainable number",
        "The harmonic oscillator's ground state",
    ),
)
check = CheckList("public")

TRAIN_HARMONIC = f"import jax\n{HARMONIC}\ntrainable, history = train(V, L, seed, steps)"


def train_harmonic(student) -> np.ndarray:
    """Train for V = x²/2, once per question, and return ψ on [−5, 5], shape (201,); it must follow its parameters."""
    student.run(TRAIN_HARMONIC, share=True, L=5.0, seed=7 + student.attempt, steps=5000)
    return trained_values(student, "psi", NET, np.linspace(-5.0, 5.0, 201))


def expect_ground_state(
    student,
    energies: tuple[float, float],
    x: np.ndarray,
    values: np.ndarray,
    exact: np.ndarray,
    wrong: Mapping[str, float] | None = None,
) -> None:
    """Demand that E and ψ are those of the ground state, ψ up to its sign.

    Args:
        energies: the right one, and that of the first excited state.
        values, exact: ψ(x) that came back and the right one, normalised, shape (n,).
        wrong: misconception → the E that it leads to.
    """
    energy, second = energies
    norm = norm_of(student, values, x)
    nodes = count_nodes(values)
    found = student.number("trainable['E']")
    higher = nodes > 0 and found > energy + ENERGY_TOLERANCE
    excited = higher or abs(found - second) <= ENERGY_TOLERANCE
    student.require(
        not excited,
        f"E is {found:.5g}, and ψ has {nodes} node{'s' * (nodes != 1)}.",
        expected="a ground state, which has none",
        misconception=EXCITED,
    )
    ideas = {"E is where it started: it is not among what is trained": 0.0}
    if abs(energy - 0.5) > 0.04:
        ideas["E = 0.5, the energy for ω = 1, whatever the well"] = 0.5
    ideas |= wrong or {}
    student.expect("trainable['E']", want=energy, rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas)
    student.require(nodes == 0, f"ψ has {nodes} node{'s' * (nodes != 1)}.", expected="a ground state, which has none")
    unit = values / np.sqrt(norm) * np.sign(np.sum(values * exact))
    error = float(np.abs(unit - exact).max())
    student.require(error <= PSI_TOLERANCE, f"Scaled to ∫ψ² = 1, ψ differs from the exact ψ₀ by up to {error:.2g}.")
    require_normalised(student, norm)


@check(
    "q4",
    points=1.5,
    retries=1,
    hint="Plot loss and E against the step: history has a row per step and a column for each of them. Has the loss "
    "stopped falling? Where did E start, and is it the E of trainable that your loss uses?",
)
def ground_state(student, rng):
    """`train` finds E = 0.5 and ψ₀ of V = x²/2, normalised, in 5000 steps."""
    x = np.linspace(-5.0, 5.0, 201)
    values = train_harmonic(student)
    student.array("history", shape=(5000, 2))
    exact = np.pi**-0.25 * np.exp(-(x**2) / 2)
    expect_ground_state(student, (0.5, 1.5), x, values, exact)
