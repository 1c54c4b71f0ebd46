"""hw4_oscillator, q10: where is the network wrong, and why? A person reads the answers."""

from __future__ import annotations

from lecture08_utils.checking import Question

question = Question(
    "q10", "Where is the network wrong, and why?", manual_points=2, concepts=("Where a network is wrong, and why",)
)
