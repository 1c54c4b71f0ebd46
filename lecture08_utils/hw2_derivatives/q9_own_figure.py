"""hw2_derivatives, q9: a figure of your own, explained; read by a person."""

from lecture08_utils.checking import Question

question = Question(
    "q9", "A figure of your own, explained", manual_points=2, concepts=("A picture of modes or branches, explained",)
)
