"""hw2_derivatives in this process: the reference passes, mistakes are told by name, degenerate answers fail."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from .solved import SolvedAssignment, failing_examples

HW2 = SolvedAssignment("hw2_derivatives", given={"slopes_at", "momentum", "magnetisation"})
CHECKS = [check.id for check in HW2.checked.checks]


@pytest.fixture(scope="module")
def solved():
    return HW2.namespace()


def test_the_reference_passes(solved):
    assert [result.message for check in CHECKS if (result := HW2.outcome(check, solved)).failure] == []


def test_public_checks_give_half_of_the_points_at_most():
    HW2.expect_points()


def test_most_wrong_entries_are_explained():
    HW2.expect_explained()


@pytest.mark.parametrize("path", list(filter(HW2.told, HW2.entries("wrong_answer"))), ids=lambda path: path.stem)
def test_mistakes_are_told_by_name(path):
    """By the first check that can; `lecture08 verify` asks them all."""
    HW2.expect_told(path, HW2.told(path)[0])


DEGENERATE = {
    "zero": lambda *args, **kwargs: 0.0,
    "zeros like the last": lambda *args, **kwargs: 0.0 * np.asarray(args[-1]),
    "ones like the last": lambda *args, **kwargs: np.ones_like(args[-1]),
    "one": lambda *args, **kwargs: 1.0,
    "minus three": lambda *args, **kwargs: -3.0,
    "NaN": lambda *args, **kwargs: np.nan,
    "NaN like the last": lambda *args, **kwargs: np.nan * np.ones_like(args[-1]),
    "first argument": lambda *args, **kwargs: args[0],
    "second argument": lambda *args, **kwargs: args[min(1, len(args) - 1)],
    "last argument": lambda *args, **kwargs: args[-1],
    "identity and zeros": lambda energy, X, *rest: (np.zeros(X.size), np.eye(X.size)),
    "zero matrix": lambda energy, X, *rest: np.zeros((X.size, X.size)),
    "text": lambda *args, **kwargs: "F = -dV/dr",
    "None": lambda *args, **kwargs: None,
    "empty": lambda *args, **kwargs: [],
    "dict": lambda *args, **kwargs: {},
    "itself": lambda *args, **kwargs: object(),
}


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing(answer, solved):
    names = {**solved, **dict.fromkeys(HW2.functions, answer)}
    passed = [check for check in CHECKS if HW2.outcome(check, names).failure is None]
    assert passed == []


@pytest.mark.parametrize("function", HW2.functions)
def test_no_function_is_superfluous(function, solved):
    """Each function that is asked for is needed for a check, one whose points depend on it."""
    question = next(question for question in HW2.automatic if function in question.defines)
    names = {**solved, function: lambda *args, **kwargs: np.zeros(7)}
    assert any(HW2.outcome(check.id, names).failure for check in HW2.checked.of_question(question.id))


@pytest.mark.parametrize("node", list(HW2.documented()), ids=lambda node: node.name)
def test_examples_in_docstrings_are_true(node, solved):
    jax.numpy.set_printoptions(precision=4, suppress=True)
    assert failing_examples(node, solved) == []


def test_every_function_has_a_worked_example():
    assert {node.name for node in HW2.documented()} == {*HW2.functions, *HW2.given}
