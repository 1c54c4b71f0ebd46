"""What an answer looks like: kept with the outcome, whether the check passes or not, and with few numbers."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from autograder.grading.results import read_result
from lecture08_utils.checking import CheckList, Quantity, curve
from tests.grading.test_submission import graded
from tests.grading.toy import notebook

from .toy import outcome

drawing = CheckList("public")


@drawing("q1", points=1, hint="Plot it.")
def drawn(student, rng):
    """The force at many places."""
    x = np.linspace(-1.0, 1.0, 401)
    values = student.array("force(x)", x=x, shape=x.shape)
    quantity = Quantity("k", student.number("force(-1.0)"), 2.0)
    student.curve = curve("force", x, values, -2 * x, xlabel="x", ylabel="F", quantity=quantity)
    student.expect("force(x)", x=x, want=-2 * x)


@pytest.mark.parametrize(("factor", "verdict"), [(-2.0, "accepted"), (2.0, "wrong_answer")])
def test_right_and_wrong_answers_have_one(factor, verdict):
    result = outcome({"force": lambda x: factor * x}, drawing.checks[0])
    assert result.verdict == verdict
    assert result.curve.ends == (-1.0, 1.0)
    assert len(result.curve.values) == len(result.curve.exact) == 101
    assert result.curve.values[-1] == factor
    assert result.curve.quantity == Quantity("k", -factor, 2.0)


def test_who_answers_with_no_numbers_has_none():
    assert outcome({"force": lambda x: "strong"}, drawing.checks[0]).curve is None


@pytest.mark.parametrize("count", [2, 101, 201, 401, 1001])
def test_few_numbers_are_kept_the_last_one_among_them(count):
    x = np.linspace(0.0, 3.0, count)
    made = curve("t", x, x**2, x**2, xlabel="x", ylabel="y")
    assert len(made.values) == min(count, 101)
    assert (made.values[0], made.values[-1]) == (0.0, 9.0)


def test_a_sign_that_means_nothing_is_that_of_the_exact_one():
    x = np.linspace(-3.0, 3.0, 51)
    exact = np.exp(-(x**2))
    made = [curve("t", x, sign * exact, exact, xlabel="x", ylabel="y", any_sign=True).values for sign in (1.0, -1.0)]
    assert made[0] == made[1]


def test_results_keep_it_and_have_no_key_without_it():
    result = graded(notebook()).result
    tree = result.to_json()
    assert all("curve" not in check for question in tree["questions"] for check in question["checks"])
    x = np.linspace(0.0, 1.0, 11)
    made = curve("t", x, x, x, xlabel="x", ylabel="y", quantity=Quantity("E", 0.5, 0.5))
    tree["questions"][0]["checks"][0]["curve"] = asdict(made)
    again = read_result(json.dumps(tree).encode())
    assert again.questions[0].checks[0].curve == made
    assert again.questions[0].checks[1].curve is None
    assert read_result(json.dumps(again.to_json()).encode()) == again
