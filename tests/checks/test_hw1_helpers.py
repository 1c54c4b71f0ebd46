"""What hw1_autodiff is built on: exact answers, formulas and counted numbers, figures."""

from __future__ import annotations

from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy

from lecture08_utils import plots_autodiff as plots
from lecture08_utils.checking import (
    Assignment,
    Check,
    CheckedAssignment,
    LocalEvaluator,
    Question,
    run_check,
)
from lecture08_utils.checking.exact import DECIMALS, expect_exact
from lecture08_utils.counting import OperationCounter
from lecture08_utils.symbolic import symbol


def told(answer, want, wrong=()):
    def check(student, rng):
        """The answer is exact."""
        expect_exact(student, "answer", want=want, wrong=wrong)

    item = Check("q1", check, 1, "public", "Which?")
    assignment = Assignment("toy", "Toy", (Question("q1", "Toy", ("answer",)),), arrays="numpy")
    return run_check(CheckedAssignment(assignment, (item,)), item, LocalEvaluator({"answer": answer}, assignment), 0)


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("answer", "want"),
    [
        (HALF, HALF),
        (0.5, HALF),
        (2, Fraction(2)),
        ((1, HALF), [1, HALF]),
        (np.array([1, 2]), [1, 2]),
        ({"a": 1}, {"a": 1}),
    ],
)
def test_exact_answers_pass(answer, want):
    assert told(answer, want).failure is None


@pytest.mark.parametrize(
    ("answer", "want", "words"),
    [
        (None, 1, "a `return` is missing"),
        ([1, None], [1, 2], "at [1] is None"),
        ([1], [1, 2], "has length 1; 2 is expected"),
        (3, [1, 2], "is a number; a list of 2"),
        (True, 1, "is a bool; a number"),
        ("1", 1, "is a text; a number"),
        ({"a": 1}, {"b": 1}, "has the key 'a'; expected: b"),
        ([], {"b": 1}, "is a tuple or list; a dict"),
        ([[1, 2], [3, 5]], [[1, 2], [3, 4]], "at [1][1] is 5; 4 is expected, exactly"),
        (Fraction(3, 4), Fraction(5, 4), "is 3/4; 5/4 is expected"),
        (object(), 1, "object"),
        ("back", "forth", "is 'back'; 'forth' is expected"),
        (1, True, "is 1; True is expected"),
        ([np.ones(2)], ["forth"], "is [1, 1]; 'forth'"),
    ],
)
def test_inexact_answers_are_told_where(answer, want, words):
    result = told(answer, want)
    assert result.verdict == "wrong_answer"
    assert words in result.message


def test_decimals_and_misconceptions_are_recognised():
    third = Fraction(1, 3)
    assert told([1, 1 / 3], [1, third]).misconception == DECIMALS
    assert told([1, 0.4], [1, third]).misconception is None
    assert told([2, third], [1, third], {"doubled": [2, third]}).misconception == "doubled"
    assert told(2, 1, (("same as right", 1), ("doubled", 3), ("doubled", 2))).misconception == "doubled"


def test_formulas_have_the_derivatives_of_sympy():
    x, s = symbol("x"), sympy.Symbol("x")
    f = (3 * x - 2) / (x**3 + 1) - np.sin(x * x) * np.exp(-x) + np.cos(2 - x) * (1 / x)
    g = (3 * s - 2) / (s**3 + 1) - sympy.sin(s * s) * sympy.exp(-s) + sympy.cos(2 - s) * (1 / s)
    written = sympy.sympify(repr(f.derivative()))
    assert float((written - sympy.diff(g, s)).subs(s, 0.7)) == pytest.approx(0, abs=1e-12)
    assert repr((x - (x - 1)) / (x / (x + 1))) == "(x - (x - 1)) / (x / (x + 1))"
    assert (f.size, f.shared_size()) == (16, 16)


def test_shared_parts_count_once():
    x = symbol("x")
    y = x * x
    assert ((y * y).size, (y * y).shared_size()) == (3, 2)


def test_counted_numbers_count():
    counter = OperationCounter()
    x = counter.number(0.5)
    y = np.sin(x) ** 2 + (2 - x) / (x * np.float64(2)) - (-x) + 2**x
    assert float(y) == pytest.approx(np.sin(0.5) ** 2 + 1.5 + 0.5 + 2**0.5)
    assert counter.count == 10
    assert 0 < x < 1
    assert x == 0.5
    with pytest.raises(TypeError):
        x + "1"


def test_figures_have_labels_and_units():
    plt.close("all")
    hs = np.logspace(-3, 0, 4)
    plots.plot_error_curves(hs, {"a": hs, "b": hs**2}, {"slope 1": (1.0, 0.1, 0.1)})
    plots.plot_pass_counts([1, 2, 4], [1, 2, 4], [1, 1, 1])
    plots.plot_swell({"a": [1, 2, 4], "b": [1, 2, 3]}, "Swell")
    for number in plt.get_fignums():
        (axes,) = plt.figure(number).axes
        assert axes.get_xlabel()
        assert axes.get_ylabel()
        assert axes.get_legend() is not None
    edges = [["a", "b", 2], ["a", "b", 2]]
    plots.plot_graph({"a": ["a"], "b": plots.describe_node("b", Fraction(1, 3), "b'", 0.25)}, edges, "Graph")
    texts = [text.get_text() for text in plt.gca().texts]
    assert "b = 1/3\nb' = 0.25" in texts
    assert texts.count("∂b/∂a = 2") == 2
    plt.close("all")
