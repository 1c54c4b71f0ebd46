"""A process that answers with something else than it was asked for fails a check; it does not break one."""

from __future__ import annotations

import pytest

from lecture08_utils.hw1_autodiff.operators import expect_operators
from lecture08_utils.hw4_oscillator.training import take_pair


class Told(Exception):
    """Ends a check."""


class Forger:
    """A student whose process answers everything with the same."""

    def __init__(self, answer):
        self.answer = answer
        self.ran = []

    def ask(self, expression, **data):
        return self.answer

    def run(self, code, **data):
        self.ran.append(code)

    def fail(self, problem, **more):
        raise Told(problem)


@pytest.mark.parametrize("answer", [None, 5, [], ["Dual"], {}])
def test_operators(answer):
    with pytest.raises(Told):
        expect_operators(Forger(answer), "Dual", "derivative")


@pytest.mark.parametrize("answer", [None, 5, {}])
def test_what_a_training_returns(answer):
    # Of no kind that is known: what comes back is looked at later.
    forger = Forger(answer)
    take_pair(forger, "train", "history", "an array")
    assert forger.ran == ["trainable, history = result"]
