"""hw1_autodiff, q10: a text, read by a human."""

from __future__ import annotations

from lecture08_utils.checking import Question

question = Question(
    "q10", "Why is backpropagation reverse mode?", manual_points=2, concepts=("Backpropagation is reverse mode",)
)
