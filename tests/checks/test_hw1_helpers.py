"""What hw1_autodiff is built on: exact answers, formulas and counted numbers, figures, oracles held against sympy."""

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
from solutions.hw1_autodiff.q3_sum_over_paths import Diamonds, first_path, path_sum, paths_with_visited_set
from solutions.hw1_autodiff.q4_dual_numbers import rising_product
from solutions.hw1_autodiff.q5_forward_gradient import Chain
from solutions.hw1_autodiff.q6_reverse_mode import Straight
from solutions.hw1_autodiff.q7_jacobian_modes import Outputs
from solutions.hw1_autodiff.q8_expression_swell import cubic_sizes, sine_sizes
from solutions.hw1_autodiff.q9_jax_products import Waves


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
        ({"a": 1}, {"b": 1}, "has the keys a; expected: b"),
        ([], {"b": 1}, "is a list; a dict"),
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


@pytest.mark.parametrize(
    ("step", "sizes"),
    [(lambda x: 1.5 * x * x * x, cubic_sizes), (lambda x: np.sin(x), sine_sizes)],
)
def test_sizes_of_the_oracle_are_those_of_formulas(step, sizes):
    x, formula, derivative = symbol("x"), [], []
    for _ in range(6):
        x = step(x)
        formula.append(x.size)
        derivative.append(x.derivative().size)
    assert sizes(6) == (formula, derivative)


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


def test_oracles_agree_with_sympy():
    s = sympy.Symbol("s")
    product = sympy.prod([s + k * sympy.Rational(1, 3) for k in range(5)])
    value, slope = rising_product(Fraction(2, 7), 5, Fraction(1, 3))
    at = {s: sympy.Rational(2, 7)}
    assert (product.subs(at), sympy.diff(product, s).subs(at)) == (to_sympy(value), to_sympy(slope))
    x = sympy.symbols("x:3")
    point = [Fraction(2, 3), Fraction(5, 7), Fraction(1, 4)]
    at = dict(zip(x, map(to_sympy, point), strict=True))
    chain = 2 * x[0] ** 2 * x[1] + 3 * x[1] ** 2 * x[2] + x[0] / x[2]
    assert chain.subs(at) == to_sympy(Chain((2, 3)).value(point))
    assert gradient(chain, x, at) == list(map(to_sympy, Chain((2, 3)).gradient(point)))
    t = x[0] * x[2] + 2 * x[2]
    t = t * t + 5 * x[0]
    straight = Straight(3, ((0, 2, 2, 2), (3, 3, 0, 5)))
    assert gradient(t, x, at) == list(map(to_sympy, straight.gradient(point)))
    outputs = Outputs(((0, 2, Fraction(3)), (1, 0, Fraction(5))))
    rows = [gradient(f, x, at) for f in (3 * x[0] ** 2 / x[2], 5 * x[1] ** 2 / x[0])]
    assert rows == [list(map(to_sympy, row)) for row in outputs.jacobian(point)]


def to_sympy(value):
    return sympy.Rational(Fraction(value).numerator, Fraction(value).denominator)


def gradient(f, variables, at):
    return [sympy.diff(f, variable).subs(at) for variable in variables]


def test_sums_over_paths_in_two_ways():
    diamonds = Diamonds(((2, 3, 5, 7), (1, 4, 6, 9), (2, 2, 3, 3)))
    assert path_sum(diamonds.edges[::-1], "s0", "s3") == diamonds.total
    assert first_path(diamonds.edges, "s0", "s3") == 6 * 4 * 4
    assert paths_with_visited_set(diamonds.edges, "s0", "s3") == 6 * 4 * 13


def test_waves_by_differences():
    waves, x, h = Waves(np.array([[1.0, 0.5], [0.2, 1.1]]), np.array([1.0, 2.0])), np.array([0.3, 0.4]), 1e-6
    columns = [(waves.value(x + h * e) - waves.value(x - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(waves.jacobian(x), np.array(columns).T, rtol=1e-8)


def test_figures_have_labels_and_units():
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
