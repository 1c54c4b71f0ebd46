"""hw4_oscillator, q7: the first excited state. The public check."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lecture08_utils.checking import CheckList, Question, trained_values

from .functions import HARMONIC
from .training import ENERGY_TOLERANCE, NET, count_nodes, norm_of, require_normalised

question = Question(
    "q7",
    "The first excited state",
    ("train_excited",),
    prerequisites=("q1", "q2", "q3", "q4"),
    concepts=("Excited states",),
)
check = CheckList("public")

TRAIN_EXCITED = f"import jax\n{HARMONIC}\ntrainable, excited = train_excited(V, L, seed, steps)"
# benchmarks/results/oscillator_excited_seeds.md: 20 seeds of an odd network have |E − E₁| ≤ 6e-4 and no overlap with
# ψ₀ at all; with a penalty on the overlap, and a trained ψ₀ in it, |E − E₁| ≤ 2e-4 and an overlap of at most 2e-3.
OVERLAP_TOLERANCE = 0.05


def train_harmonic_excited(student) -> np.ndarray:
    """Train ψ₁ of V = x²/2, once per question, and return it on [−5, 5], shape (201,); it follows its parameters."""
    student.run(TRAIN_EXCITED, share=True, L=5.0, seed=7 + student.attempt, steps=5000)
    return trained_values(student, "excited", NET, np.linspace(-5.0, 5.0, 201))


def expect_excited_state(
    student,
    energy: float,
    x: np.ndarray,
    values: np.ndarray,
    ground: np.ndarray,
    wrong: Mapping[str, float] | None = None,
) -> None:
    """Demand that E and ψ are those of the first excited state.

    Args:
        energy: the right one.
        values, ground: ψ(x) that came back and the normalised ψ₀(x), shape (n,).
        wrong: misconception → the E that it leads to.
    """
    norm = norm_of(student, values, x)
    overlap = abs(float(np.trapezoid(values * ground, x))) / np.sqrt(norm)
    student.require(
        overlap < 0.9,
        f"The overlap of ψ₁ with the ground state, ∫ψ₁ψ₀ dx, is {overlap:.2g}.",
        expected="0, as for any two different states",
        misconception="the ground state again: it is not enough to start E somewhere else",
    )
    nodes = count_nodes(values)
    student.require(
        nodes > 0,
        "ψ₁ has the same sign everywhere.",
        expected="a wave function with one node",
        misconception="a ψ₁ without a node: is it |ψ|, or `psi` where the function that was trained belongs?",
    )
    typed = {"E = 1.5, the energy for ω = 1, whatever the well": 1.5} | dict(wrong or {})
    student.expect("trainable['E']", want=energy, rtol=0, atol=ENERGY_TOLERANCE, wrong=typed)
    student.require(nodes == 1, f"ψ₁ has {nodes} nodes.", expected="one node")
    student.require(
        overlap <= OVERLAP_TOLERANCE,
        f"The overlap of ψ₁ with the ground state, ∫ψ₁ψ₀ dx, is {overlap:.2g}.",
        expected=f"at most {OVERLAP_TOLERANCE}",
        misconception="a mixture of ψ₀ and ψ₁",
    )
    require_normalised(student, norm)


@check(
    "q7",
    points=1,
    retries=1,
    hint="What does ψ₁ have that no ground state has? Plot your ψ₁: how many nodes are there? What in your ansatz or "
    "your loss keeps the network away from ψ₀?",
)
def first_excited_state(student, rng):
    """`train_excited` finds E = 1.5 and a normalised ψ₁ with one node for V = x²/2, in 5000 steps."""
    x = np.linspace(-5.0, 5.0, 201)
    values = train_harmonic_excited(student)
    expect_excited_state(student, 1.5, x, values, np.pi**-0.25 * np.exp(-(x**2) / 2))
