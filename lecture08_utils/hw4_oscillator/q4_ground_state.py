"""hw4_oscillator, q4: training a ground state. The public check."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lecture08_utils.checking import (
    CheckFailed,
    CheckList,
    Quantity,
    Question,
    curve,
    require_own_history,
    trained_values,
)

from .functions import DISPLACED, HARMONIC
from .training import (
    ENERGY_TOLERANCE,
    EXCITED,
    NET,
    OWN_LOSS,
    PSI_TOLERANCE,
    SEED_UNUSED,
    count_nodes,
    likeness,
    norm_of,
    require_fall,
    require_normalised,
    require_trained,
    take_pair,
)

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

TRAIN_HARMONIC = f"import jax\n{HARMONIC}\nresult = train(V, L, seed, steps)"
HALF = "a training on [0, L] alone: the domain is [−L, L]"


def train_harmonic(student) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Train for V = x²/2 on [−5, 5], once per question; ψ must follow its parameters.

    Returns:
        x and ψ(x), shape (201,), and the history, shape (5000, 2).
    """
    x = np.linspace(-5.0, 5.0, 201)
    student.run(TRAIN_HARMONIC, share=True, L=5.0, seed=7 + student.attempt, steps=5000)
    take_pair(student, "train", "history", "an array")
    return x, trained_values(student, "psi", NET, x), student.array("history", shape=(5000, 2))


def short_training(student, seed: int) -> np.ndarray:
    """Train for V = x²/2 with ten steps, once per question, and return the history, shape (10, 2)."""
    student.run(TRAIN_HARMONIC, share=True, L=5.0, seed=seed, steps=10)
    take_pair(student, "train", "history", "an array")
    return student.array("history", shape=(10, 2))


def expect_ground_state(
    student,
    energies: tuple[float, float],
    x: np.ndarray,
    values: np.ndarray,
    states: tuple[np.ndarray, np.ndarray],
    wrong: Sequence[tuple[str, float]] = (),
) -> None:
    """Demand that E and ψ are those of the ground state, ψ up to its sign.

    Args:
        energies: the right one, and that of the first excited state.
        x: even points about 0, shape (n,).
        values: ψ(x) that came back, shape (n,).
        states: the right ψ, and that of the first excited state, normalised, each of shape (n,).
        wrong: pairs of misconception and the E that it leads to.
    """
    (energy, second), (exact, excited) = energies, states
    norm = norm_of(student, values, x)
    nodes = count_nodes(values)
    found = student.number("trainable['E']")
    if abs(found - second) <= ENERGY_TOLERANCE or (nodes > 0 and found > energy + ENERGY_TOLERANCE):
        student.fail(
            f"E is {found:.5g}, and ψ has {nodes} node{'s' * (nodes != 1)}.",
            expected=f"a ground state, which has none, with E = {energy:.5g}",
            misconception=_other_state(x, values, excited),
        )
    ideas = [("E is where it started: it is not among what is trained", 0.0), *wrong]
    student.expect("trainable['E']", want=energy, rtol=0, atol=ENERGY_TOLERANCE, wrong=ideas)
    student.require(nodes == 0, f"ψ has {nodes} node{'s' * (nodes != 1)}.", expected="a ground state, which has none")
    unit = values / np.sqrt(norm) * np.sign(np.sum(values * exact))
    error = float(np.abs(unit - exact).max())
    student.require(error <= PSI_TOLERANCE, f"Scaled to ∫ψ² = 1, ψ differs from the exact ψ₀ by up to {error:.2g}.")
    require_normalised(student, norm)


def _other_state(x: np.ndarray, values: np.ndarray, excited: np.ndarray) -> str:
    """What a ψ that is no ground state is: half of the excited one, normalised as a whole, the excited one, or ""."""
    for half in (x >= 0, x <= 0):
        norm = np.trapezoid(values[half] ** 2, x[half])
        if likeness(values[half], excited[half]) > 0.98 and abs(norm - 1) < 0.1:
            return HALF
    return EXCITED if likeness(values, excited) > 0.8 else ""


def expect_history(student, history: np.ndarray) -> None:
    """Demand of a history of 5000 steps that it has loss and E, that the loss falls, and that it ends with E."""
    energy = student.number("trainable['E']")
    if abs(history[-1, 0] - energy) <= 0.01 < abs(history[-1, 1] - energy):
        idea = "the columns of history are exchanged: the loss comes first, then E"
        student.fail("The columns of history are exchanged.", misconception=idea, final=True)
    student.require(
        bool(np.ptp(history[:, 1]) > 0),
        f"E is {energy:.5g} at every step of history.",
        misconception="E is not trained: it is the same at every step",
        final=True,
    )
    student.require(
        abs(history[-1, 1] - energy) <= 0.02,
        f"The last E of history is {history[-1, 1]:.5g}, the E that was returned {energy:.5g}.",
        final=True,
    )
    # benchmarks/results/ensembles.md, 1024 seeds: the reference's loss falls to 2.1e-4 of its first value or less.
    start, end = history[0, 0], float(np.median(history[-50:, 0]))
    student.require(
        0 <= end < 0.05 * start,
        f"The loss in history begins with {start:.3g} and ends with {end:.3g}; a twentieth or less is expected.",
    )


def require_own_training(student, x: np.ndarray, history: np.ndarray) -> float:
    """Demand what a training leaves, and that the history ends where the student's own loss is.

    Args:
        x: even points from one end of the domain to the other, shape (n,).
        history: shape (steps, 2).

    Returns:
        That loss at what was returned.
    """
    own = require_trained(student, "psi", x)
    require_own_history(student, OWN_LOSS.format(function="psi"), history[:, 0])
    return own


def require_own_well(student, history: np.ndarray) -> None:
    """Demand that another well, and another domain, give another history than V = x²/2 on [−5, 5].

    Args:
        history: of `short_training`, which must have come last.
    """
    student.run(DISPLACED)
    for name, call, case in (
        ("V", "train(displaced, L, seed, steps)", "V = (x − 1)²/2 give the same history as V = x²/2"),
        ("L", "train(V, 4.0, seed, steps)", "[−4, 4] give the same history as [−5, 5]"),
    ):
        student.run(f"other = {call}[1]")
        student.require(
            not np.array_equal(student.array("other", shape=history.shape), history),
            f"Ten steps in {case}.",
            misconception=f"the {name} that train is given is not used",
            final=True,
        )


def _energy(student) -> Quantity | None:
    """E beside ½; None if it is no number, which the demands on it say better."""
    try:
        return Quantity("E in hartree", student.number("trainable['E']"), 0.5)
    except CheckFailed:
        return None


def expect_harmonic_ground_state(student) -> tuple[np.ndarray, np.ndarray]:
    """Train for V = x²/2, demand its ground state, and return x, shape (201,), and the history, shape (5000, 2)."""
    x, values, history = train_harmonic(student)
    ground = np.pi**-0.25 * np.exp(-(x**2) / 2)
    student.curve = curve(
        "ψ₀ of V = x²/2, and its energy",
        x,
        values,
        ground,
        xlabel="x in bohr",
        ylabel="ψ in bohr^(−1/2)",
        any_sign=True,
        quantity=_energy(student),
    )
    expect_ground_state(student, (0.5, 1.5), x, values, (ground, np.sqrt(2) * x * ground))
    return x, history


@check(
    "q4",
    points=1,
    compiled=True,
    retries=1,
    hint="Plot both columns of history, the loss and E, against the step. Has the loss stopped falling? At which E "
    'did the training start? And does your loss take E from trainable["E"], so that E is trained, too?',
)
def ground_state(student, rng):
    """`train` finds E = ½ and a normalised ψ₀ for V = x²/2 in 5000 steps, with your network and your total_loss."""
    x, _ = expect_harmonic_ground_state(student)
    own = require_trained(student, "psi", x)
    short_training(student, 7 + student.attempt)
    require_fall(student, "psi", own)


@check(
    "q4",
    points=0.5,
    compiled=True,
    retries=1,
    hint="What does record ask for, and which column comes first? Does the seed reach init_params, and do V and L "
    "reach your total_loss? Is it this loss that falls?",
)
def history_of_your_loss(student, rng):
    """`history` has the loss and E at every step, for each seed and well its own, and ends where the training did."""
    x, history = expect_harmonic_ground_state(student)
    expect_history(student, history)
    require_own_training(student, x, history)
    other = short_training(student, 8 + student.attempt)
    if other[0, 0] == history[0, 0]:
        problem = "Two trainings with different seeds start from the same loss."
        student.fail(problem, misconception=SEED_UNUSED, final=True)
    require_own_well(student, other)
