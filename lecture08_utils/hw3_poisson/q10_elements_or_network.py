"""q10: a comparison, which a person reads."""

from lecture08_utils.checking import Question

question = Question(
    "q10", "Finite elements or a network?", manual_points=2, concepts=("Convergence beside finite elements",)
)
