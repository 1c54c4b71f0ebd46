"""hw3_poisson: the assignment and the checks that students run themselves, by theme.

Expected values are rounded tables, worked out by hand from the formula beside them. Injected functions stand in for
the network wherever a question can be judged without training.
"""

from __future__ import annotations

from lecture08_utils.checking import Assignment, CheckList, Question

from . import elements, inverse, losses, modes, network, training

assignment = Assignment(
    name="hw3_poisson",
    title="A network solves Poisson's equation",
    questions=(
        Question("q1", "A network", ("init_params", "network")),
        Question("q2", "Derivatives with respect to x", ("d_dx", "d2_dx2")),
        Question("q3", "Two terms of a loss", ("loss_terms", "poisson_loss"), prerequisites=("q2",)),
        Question("q4", "One step downhill", ("sgd_step",)),
        Question("q5", "Training", ("trial", "train"), prerequisites=("q1", "q2", "q3")),
        Question("q6", "Two terms that pull on the same parameters", ("balance_ratio", "adaptive_weight")),
        Question("q7", "Low tones first", ("mode_errors", "fit_modes"), prerequisites=("q1",)),
        Question("q8", "The competition: finite elements", ("fem_solve", "l2_error")),
        Question("q9", "The inverse problem", ("train_inverse",), prerequisites=("q1", "q2", "q3", "q5")),
        Question("q10", "Finite elements or a network?", manual_points=2),
    ),
)

check = CheckList("public")
for theme in (network, losses, training, modes, elements, inverse):
    check.checks += theme.check.checks
