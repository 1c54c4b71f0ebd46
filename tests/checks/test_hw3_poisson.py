"""hw3_poisson in this process: the reference passes, mistakes are told by name, degenerate answers fail.

What trains a network, and what compiles for long, is slow; `lecture08 verify` grades the whole corpus.
"""

from __future__ import annotations

import jax
import numpy as np
import pytest

from .own_process import run_in_own_process
from .solved import SolvedAssignment, failing_examples

HW3 = SolvedAssignment("hw3_poisson", given={"at_points"})
TRAIN = [check.id for check in HW3.checked.checks if check.retries]
QUICK = [check.id for check in HW3.checked.checks if not check.retries]
# Their examples train a network.
SLOW_EXAMPLES = {"trial", "train", "fit_modes", "train_inverse"}


@pytest.fixture(scope="module")
def solved():
    return HW3.namespace()


@pytest.mark.parametrize("check_id", QUICK)
def test_the_reference_passes(check_id, solved):
    assert HW3.outcome(check_id, solved).message == ""


@pytest.mark.slow
# Grading computes in float32; float64 changes how a training rounds, and not what luck it has.
@pytest.mark.parametrize(("x64", "seeds"), [("0", 20), ("1", 5)], ids=["float32", "float64"])
@pytest.mark.parametrize("check_id", TRAIN)
def test_the_reference_trains_with_every_seed(check_id, x64, seeds, tmp_path):
    # The seed chooses the charges and, where the check does not fix it, the network.
    code = (
        "from tests.checks.test_hw3_poisson import HW3\n"
        "space = HW3.namespace()\n"
        f"failed = [seed for seed in range({seeds}) if HW3.outcome({check_id!r}, space, str(seed)).failure]\n"
        "assert not failed, failed\n"
    )
    run_in_own_process(code, x64, tmp_path)


def test_public_checks_give_half_of_the_points_at_most():
    HW3.expect_points()


def test_most_wrong_entries_are_explained():
    HW3.expect_explained()


def told(path) -> list[str]:
    """The checks without training that recognise what went wrong in an entry, public ones first."""
    return [check_id for check_id in HW3.told(path) if check_id in QUICK]


TOLD = list(filter(told, HW3.entries("wrong_answer")))
ONE_PER_CHECK = list({told(path)[0]: path for path in TOLD}.values())


@pytest.mark.parametrize("path", ONE_PER_CHECK, ids=lambda path: path.stem)
def test_mistakes_are_told_by_name(path):
    """By the first check that can, if nothing has to be trained for it; `lecture08 verify` asks them all."""
    HW3.expect_told(path, told(path)[0])


DEGENERATE = {
    "zero": lambda *args, **kwargs: 0.0,
    "zeros like the last": lambda *args, **kwargs: 0.0 * np.asarray(args[-1]),
    "one": lambda *args, **kwargs: 1.0,
    "NaN": lambda *args, **kwargs: np.nan,
    "NaN like the last": lambda *args, **kwargs: np.nan * np.ones_like(args[-1]),
    "first argument": lambda *args, **kwargs: args[0],
    "second argument": lambda *args, **kwargs: args[min(1, len(args) - 1)],
    "last argument": lambda *args, **kwargs: args[-1],
    "zeros like the last, as a function": lambda *args: lambda *inner: 0.0 * np.asarray(inner[-1]),
    "last argument, as a function": lambda *args: lambda *inner: inner[-1],
    "two zeros": lambda *args, **kwargs: (0.0, 0.0),
    "text": lambda *args, **kwargs: "sin x",
    "None": lambda *args, **kwargs: None,
    "empty": lambda *args, **kwargs: [],
    "dict": lambda *args, **kwargs: {},
    "itself": lambda *args, **kwargs: object(),
}


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing(answer, solved):
    names = {**solved, **dict.fromkeys(HW3.functions, answer)}
    passed = [check.id for check in HW3.checked.checks if HW3.outcome(check.id, names).failure is None]
    assert passed == []


@pytest.mark.parametrize("function", [name for name in HW3.functions if name not in SLOW_EXAMPLES])
def test_no_function_is_superfluous(function, solved):
    """Each function that is asked for is needed for a check, one whose points depend on it."""
    question = next(question for question in HW3.automatic if function in question.defines)
    names = {**solved, function: lambda *args, **kwargs: np.zeros(7)}
    checks = HW3.checked.of_question(question.id)
    checks = [check for check in checks if not check.retries] or checks
    assert any(HW3.outcome(check.id, names).failure for check in checks)


DOCUMENTED = [
    pytest.param(node, id=node.name, marks=[pytest.mark.slow] if node.name in SLOW_EXAMPLES else [])
    for node in HW3.documented()
]


@pytest.mark.parametrize("node", DOCUMENTED)
def test_examples_in_docstrings_are_true(node, solved):
    jax.numpy.set_printoptions(precision=4, suppress=True)
    assert failing_examples(node, solved) == []


def test_every_function_has_a_worked_example():
    assert {node.name for node in HW3.documented()} == {*HW3.functions, *HW3.given}
