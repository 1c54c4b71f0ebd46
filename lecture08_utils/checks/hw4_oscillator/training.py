"""hw4_oscillator, q4 and q6: the public checks of ground states that are trained."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lecture08_utils.checking import CheckList, trained_values
from lecture08_utils.misconceptions.hw4_oscillator import EXCITED, MEAN_OF_ENDS, ONE_END, WHATEVER

check = CheckList("public")

TRAIN_HARMONIC = "import jax\nV = lambda x: 0.5 * x**2\ntrainable, history = train(V, L, seed, steps)"
NET = "trainable['net']"
# benchmarks/results/ensembles.md: the worst of 1024 seeds of the reference have |E − E₀| = 7.0e-4 hartree,
# |ψ − ψ₀| = 1.2e-2 and |∫ψ² − 1| = 3.0e-4; 95 % are within 9.7e-5, 3.2e-3 and 4.3e-5. The room up to these is for
# other networks, learning rates and weights of the loss.
ENERGY_TOLERANCE, PSI_TOLERANCE, NORM_TOLERANCE = 0.02, 0.05, 0.03


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


def norm_of(student, values: np.ndarray, x: np.ndarray) -> float:
    """∫ψ² of samples on an even grid, both of shape (n,); there must be something left of ψ."""
    norm = float(np.trapezoid(values**2, x))
    student.require(
        norm > 0.1,
        f"∫ψ² dx is {norm:.3g}: nearly nothing is left of ψ.",
        expected="∫ψ² dx = 1",
        misconception="collapse to ψ = 0: the normalisation is missing in the loss, or its −1 is",
    )
    return norm


def count_nodes(values: np.ndarray) -> int:
    """How often samples of ψ, shape (n,), change their sign; where ψ is small it may do what it likes."""
    large = values[np.abs(values) > 0.1 * np.abs(values).max()]
    return int(np.sum(large[1:] * large[:-1] < 0))


def require_normalised(student, norm: float) -> None:
    """Demand ∫ψ² = 1 of a ψ that is right in all else."""
    student.require(
        abs(norm - 1) <= NORM_TOLERANCE,
        f"∫ψ² dx is {norm:.4g}.",
        expected=f"1 ± {NORM_TOLERANCE}",
        misconception="ψ is right but for a factor: it is not normalised",
    )


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


@check("q6", points=0.5, hint="Where has V climbed to v_max? Is that a width or half of one? Which end comes first?")
def half_width_of_harmonic_wells(student, rng):
    """`half_width` is 2 for V = 3x² and v_max = 12, and 5 for V = (x − 1)²/2 and v_max = 18."""
    student.run("V = lambda x: 3.0 * x**2")
    wrong = {"the whole width instead of half of it": 4.0, "√(2 v_max), which is right for V = x²/2 alone": 24**0.5}
    student.expect("half_width(V, 12.0)", want=2.0, rtol=0.01, wrong=wrong)
    student.run("aside = lambda x: 0.5 * (x - 1.0) ** 2")
    student.expect("half_width(aside, 18.0)", want=5.0, rtol=0.01, wrong={ONE_END: 7.0, MEAN_OF_ENDS: 6.0})


@check(
    "q6",
    points=0.5,
    retries=1,
    hint="Does L follow from this V, and does this V reach train? How large is V at the ends of your domain?",
)
def energy_of_a_narrower_well(student, rng):
    """`ground_energy` of V = 1.28x², where ω = 1.6, is 0.80 ± 0.02."""
    student.run("V = lambda x: 1.28 * x**2")
    ideas = {WHATEVER: 0.5, EXCITED: 2.4}
    seed = 7 + student.attempt
    student.expect("ground_energy(V, seed)", seed=seed, want=0.8, rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas)
