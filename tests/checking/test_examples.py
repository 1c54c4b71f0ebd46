"""`try_examples`: docstrings are held against values, not texts."""

from fractions import Fraction

import jax.numpy as jnp
import numpy as np
import pytest

from lecture08_utils import try_examples
from lecture08_utils.checking.examples import example_report

from ..checks.solved import SolvedAssignment


def documented(example: str, want: str):
    def function():
        pass

    function.__doc__ = (
        f"A value.\n\n    Example:\n        With words around it:\n\n        >>> {example}\n        {want}\n    "
    )
    return function


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (2, "2.0"),
        (np.float64(2), "2.0"),
        (jnp.array([9.0, -0.0]), "Array([9., 0.], dtype=float32)"),
        (jnp.asarray(9.0), "Array(9., dtype=float32, weak_type=True)"),
        ((jnp.asarray(9.0), 0.0), "(Array(9.), 0.0)"),
        (jnp.array([1.0, 2.0]), "array([1., 2.])"),
        (jnp.float32(24.9957), "25.0"),
        ([[3, 2], (1, 0)], "[[3, 2], [1, 0]]"),
        (Fraction(4), "Fraction(4, 1)"),
        (4, "Fraction(4, 1)"),
        (np.bool_(True), "True"),
        ({"E": 1}, "{'E': 1.0}"),
        ("forward", "'forward'"),
        (2**80, str(2**80)),
    ],
)
def test_equal_values_are_alike(got, want):
    report = example_report("f", {"f": documented("got", want), "got": got})
    assert report == "f: 1 of 1 examples come out as the docstring says."


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (2.1, "2.0"),
        ("2.0", "2.0"),
        (None, "2.0"),
        ([1.0], "1.0"),
        ([1, 2], "[1, 2, 3]"),
        (False, "True"),
        ({}, "{'E': 1}"),
    ],
)
def test_other_values_are_shown(got, want):
    report = example_report("f", {"f": documented("got", want), "got": got})
    assert report.splitlines()[0] == "f: 0 of 1 examples come out as the docstring says."
    assert f"✗ got\n    gives {got!r}\n    the docstring says {want}" in report


def test_an_example_that_raises_is_told():
    report = example_report("f", {"f": documented("1 / 0", "1")})
    assert "✗ 1 / 0\n    raised ZeroDivisionError: division by zero" in report


def test_what_is_not_there_is_said():
    assert example_report("f", {}) == "f is not defined: was its cell run?"
    assert example_report("f", {"f": lambda: 1}) == "The docstring of f has no examples."


def test_a_class_of_the_notebook_and_its_mistakes(capsys):
    """A class that no file holds, by name and by itself."""
    solved = SolvedAssignment("hw1_autodiff")
    names = solved.namespace()
    exec("try_examples('Dual')\ntry_examples(Var)", {**names, "try_examples": try_examples})
    assert capsys.readouterr().out == (
        "Dual: 7 of 7 examples come out as the docstring says.\n"
        "Var: 1 of 1 examples come out as the docstring says.\n"
    )
    names["Dual"].__neg__ = lambda self: self
    assert "✗ 1 - Dual(Fraction(3), 1)\n    gives Dual(4, 1)\n    the docstring says Dual(-2, -1)" in example_report(
        "Dual", names
    )


def test_the_references_examples_are_true():
    solved = SolvedAssignment("hw1_autodiff")
    names = solved.namespace()
    reports = [example_report(function, names) for function in solved.functions]
    assert [report for report in reports if "✗" in report or "no examples" in report] == []


def test_a_preparation_that_fails_is_no_example():
    def scaled(x):
        """Twice x.

        >>> base = undefined_name
        >>> scaled(base)
        4
        """

    report = example_report("scaled", {"scaled": scaled}).splitlines()
    assert report[0] == "scaled: 0 of 1 examples come out as the docstring says."
    assert "raised NameError" in report[2]
