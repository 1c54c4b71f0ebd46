"""hw4_oscillator: the assignment and the checks that students run themselves, by theme.

Expected values are rounded tables, worked out by hand from the formula beside them. Injected functions stand in for
the network wherever a question can be judged without training.
"""

from __future__ import annotations

from lecture08_utils.checking import Assignment, CheckList, Question

from . import levels, losses, training

_LOSSES = ("q1", "q2", "q3")

assignment = Assignment(
    name="hw4_oscillator",
    title="Quantum harmonic oscillator",
    questions=(
        Question("q1", "A network and its curvature", ("init_params", "psi", "second_derivative")),
        Question("q2", "The residual", ("residual",), prerequisites=("q1",)),
        Question(
            "q3",
            "A loss with three terms",
            ("norm_loss", "boundary_loss", "total_loss"),
            prerequisites=("q1", "q2"),
        ),
        Question("q4", "Training", ("train",), prerequisites=_LOSSES),
        Question("q5", "The Rayleigh quotient", ("rayleigh_quotient",)),
        Question("q6", "Wells without a formula", ("half_width", "ground_energy"), prerequisites=(*_LOSSES, "q4")),
        Question("q7", "The first excited state", ("train_excited",), prerequisites=(*_LOSSES, "q4")),
        Question("q8", "The same well as a matrix", ("diagonalise",)),
        Question(
            "q9", "Challenge: as many digits as you can", ("solve",), prerequisites=(*_LOSSES, "q4", "q5", "q6")
        ),
        Question("q10", "Where is the network wrong, and why?", manual_points=2),
    ),
)

check = CheckList("public")
for theme in (losses, training, levels):
    check.checks += theme.check.checks
