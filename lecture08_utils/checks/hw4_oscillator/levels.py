"""hw4_oscillator, q7 to q9: the public checks of excited states, of the matrix method and of the challenge."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lecture08_utils.checking import CheckList, trained_values
from lecture08_utils.misconceptions.hw4_oscillator import EXCITED, HALF_MISSING, PLAIN_H, UPSIDE_DOWN

from .losses import HARMONIC
from .training import ENERGY_TOLERANCE, NET, count_nodes, norm_of, require_normalised

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


def ask_levels(student, n: int) -> np.ndarray:
    """All levels that `diagonalise(V, L, n)` gives, shape (n,); they must ascend."""
    levels = student.array("diagonalise(V, L, n)", n=n, shape=(n,))
    # float32 may exchange two levels that are equal.
    rises = np.diff(levels) >= -1e-5 * np.abs(levels).max()
    student.require(
        bool(rises.all()),
        "The levels are not in ascending order.",
        returned=levels,
        misconception="the levels are not sorted: the lowest one belongs in front",
    )
    return levels


@check(
    "q8",
    points=1,
    hint="Write the matrix down for n = 2. What stands on its diagonal, what beside it, and how large is h?",
)
def levels_of_the_oscillator(student, rng):
    """`diagonalise` gives n levels in ascending order: ½, 3/2, 5/2 for V = x²/2, and those of a box."""
    student.run(f"{HARMONIC}\nL = 6.0")
    ask_levels(student, 199)
    # With h = 0.06 the three-point formula makes E_n too small by (h²/32)(2n² + 2n + 1), at most 0.0015.
    wrong = {
        HALF_MISSING: [0.70699, 2.12076, 3.53407],  # √2 (n + ½)
        PLAIN_H: [0.12236, 0.36686, 0.61091],  # √h (n + ½)
        UPSIDE_DOWN: [-555.05567, -554.05612, -553.05702],  # E_n − 2/h²
    }
    student.expect("diagonalise(V, L, n)[:3]", want=[0.5, 1.5, 2.5], rtol=0, atol=5e-3, wrong=wrong)
    student.run("box = lambda x: 0.0 * x")
    levels = np.array(
        [1.233701, 4.934802]
    )  # π²(n + 1)²/8; with h = 2/41 the formula makes them 0.2 % smaller at most
    spacings = {
        "h = 2L/n: n points between the walls make n + 1 intervals": levels * (40 / 41) ** 2,
        "h = 2L/(n − 1): the walls are no points of the grid": levels * (39 / 41) ** 2,
    }
    student.expect("diagonalise(box, 1.0, 40)[:2]", want=levels, rtol=0.01, wrong=spacings)


SOLVE = "energy, params = solve(V, seed)"
# Nobody needs more digits, and the levels they are compared with have no more.
MOST_DIGITS = 12.0


def digits(*errors: float) -> float:
    """The score of the challenge: −log₁₀ of the largest error."""
    return -float(np.log10(max(*errors, 10**-MOST_DIGITS)))


@check(
    "q9",
    points=0,
    retries=1,
    hint="Begin with what you have: the domain from question 6, a training, and the energy of its ψ. Is the psi of "
    "these params the one whose energy you return?",
)
def score_in_a_known_well(student, rng):
    """`solve` finds the ground state of V = x⁴/2, to as many digits as it can."""
    want = 0.530181045242
    x = np.linspace(-2.99, 2.99, 401)
    student.run(f"V = lambda x: 0.5 * x**4\n{SOLVE}", seed=7 + student.attempt)
    energy = student.expect("energy", want=want, rtol=0, atol=ENERGY_TOLERANCE, wrong={EXCITED: 1.899837})
    student.expect("rayleigh_quotient(psi, params, V, x)", x=x, want=want, rtol=0, atol=ENERGY_TOLERANCE)
    student.remark = f"−log₁₀ of the error of E: {digits(abs(float(energy) - want)):.1f}."
