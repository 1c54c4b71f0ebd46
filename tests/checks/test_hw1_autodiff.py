"""hw1_autodiff in this process: the reference passes, mistakes are told by name, degenerate answers fail."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from .solved import SolvedAssignment

HW1 = SolvedAssignment("hw1_autodiff")
CHECKS = [check.id for check in HW1.checked.checks]
ENTRIES = [*HW1.entries("accepted"), *HW1.entries("wrong_answer")]


@pytest.fixture(scope="module")
def solved():
    return HW1.namespace()


@pytest.mark.parametrize("check", CHECKS)
def test_the_reference_passes(check, solved):
    failed = [result.message for seed in range(3) if (result := HW1.outcome(check, solved, str(seed))).failure]
    assert failed == []


@pytest.mark.parametrize("check", [check for check in CHECKS if check.startswith("q9.")])
def test_the_reference_passes_in_float64(check, solved):
    with jax.enable_x64(True):
        assert HW1.outcome(check, solved).failure is None


def test_public_checks_give_half_of_the_points_at_most():
    HW1.expect_points()


def test_most_wrong_entries_are_explained():
    HW1.expect_explained()


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_entries_of_the_corpus_get_what_they_deserve(path):
    HW1.expect_score(path)


DEGENERATE = {
    "zero": lambda *args, **kwargs: 0,
    "zeros": lambda *args, **kwargs: np.zeros(3),
    "lists of zeros": lambda *args, **kwargs: [[0, 0], [0, 0], [0, 0]],
    "one": lambda *args, **kwargs: 1,
    "NaN": lambda *args, **kwargs: np.nan,
    "first argument": lambda *args, **kwargs: args[0],
    "last argument": lambda *args, **kwargs: args[-1],
    "text": lambda *args, **kwargs: "forward",
    "None": lambda *args, **kwargs: None,
    "empty": lambda *args, **kwargs: [],
    "dict": lambda *args, **kwargs: {},
    "objects": lambda *args, **kwargs: object(),
    "ragged": lambda *args, **kwargs: [np.ones(2), np.ones(3), [1, [2]]],
    "hostile": lambda *args, **kwargs: {"forward": [np.ones(2)] * 2, "x": True},
}


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing(answer, solved):
    names = {**solved, **dict.fromkeys(HW1.functions, answer)}
    passed = [check for check in CHECKS if HW1.outcome(check, names).failure is None]
    assert passed == []


ECHO = """
class Echo:
    def __init__(self, value, other=1):
        self.value, self.derivative, self.grad = value, other, other

    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __neg__ = lambda self, *args: self
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __lt__ = __gt__ = lambda self, *args: self
    sin = cos = exp = log = sqrt = tanh = lambda self: self

def derivative(f, x):
    return f(Echo(x, 1)).derivative

def backward(out):
    out.grad = 1

def gradient_reverse(f, x):
    inputs = [Echo(value, 0) for value in x]
    backward(f(inputs))
    return [v.grad for v in inputs]
"""


@pytest.mark.parametrize("question", ["q4", "q6"])
def test_classes_that_only_carry_numbers_score_nothing(question):
    """Arithmetic that hands back one of its operands."""

    names = HW1.namespace({question: ECHO.replace("Echo", {"q4": "Dual", "q6": "Var"}[question])})
    checks = [check.id for check in HW1.checked.of_question(question)]
    assert [check for check in checks if HW1.outcome(check, names).failure is None] == []


MUTATING = """
def add(self, other):
    self.value = self.value + as_dual(other).value
    self.derivative = self.derivative + as_dual(other).derivative
    return self
Dual.__add__ = Dual.__radd__ = add"""
MUTATING_VAR = """
def add(self, other):
    self.value = self.value + as_var(other).value
    return self
Var.__add__ = Var.__radd__ = add"""


@pytest.mark.parametrize(("check", "name"), [("q4.dual_arithmetic", "Dual"), ("q6.gradients_in_reverse", "Var")])
def test_no_power_of_a_number_in_place_of_an_object_is_taken(check, name):
    """2 ** 10**400 takes all memory of a student's machine."""
    powers = []

    class Number(int):
        def __rpow__(self, base):
            powers.append(base)
            return 1

    question = check.partition(".")[0]
    names = HW1.namespace({question: f"{HW1.reference(question)}\n"})
    names[name] = lambda *_: Number(3)
    assert HW1.outcome(check, names).score == 0
    assert powers == []


@pytest.mark.parametrize(
    ("check", "change", "words"),
    [
        ("q4.dual_arithmetic", "Dual.__gt__ = Dual.__neg__ = Dual.__rpow__ = lambda *_: None", "`u > 2`, `-u`"),
        (
            "q4.dual_arithmetic",
            "del Dual.__rtruediv__",
            "TypeError: unsupported operand type(s) for /: 'int' and 'Dual'",
        ),
        ("q4.dual_arithmetic", "Dual.__mul__ = lambda u, v: (0, 0)", "`u * v` gives a tuple; a Dual is expected."),
        ("q4.dual_arithmetic", MUTATING, "`u + v` changes u or v."),
        ("q4.dual_arithmetic", "Dual.__gt__ = lambda u, v: u.value > v.value", "no attribute 'value'"),
        ("q4.dual_arithmetic", "Dual.__gt__ = Dual.__lt__", "> is <"),
        ("q4.dual_arithmetic", "Dual.__rsub__ = lambda u, c: u - c", "u − c instead of c − u"),
        ("q4.dual_arithmetic", "Dual.__neg__ = lambda u: Dual(-u.value, u.derivative)", "(−v)′ = +v′"),
        ("q4.functions_of_dual_numbers", "Dual.__rpow__ = lambda u, c: Dual(c**u.value, c**u.value)", "2 ** (3 * x)"),
        ("q4.functions_of_dual_numbers", "Dual.exp = lambda u: None", "None comes from a method of `Dual`"),
        ("q4.functions_of_dual_numbers", "derivative = lambda f, x: f(Dual(x)).derivative", "carries no seed"),
        ("q6.gradients_in_reverse", "Var.__rsub__ = lambda u, c: u - c", "u − c instead of c − u"),
        ("q6.gradients_in_reverse", "Var.__rpow__ = lambda u, c: u**c", "The error is"),
        ("q6.graph_in_reverse", MUTATING_VAR, "`u + v` changes u"),
        ("q6.gradients_in_reverse", "Var.__truediv__ = lambda u, v: None", "`u / v`, `2 / u` give None"),
        ("q7.mode_for_a_loss_and_for_a_trajectory", "choose_mode = lambda n, m: n < m", "at [0] is False; 'reverse'"),
        ("q8.swell_of_a_quadratic_map", "swell = lambda step, n: [1] * n", "too many values to unpack"),
        ("q9.products_with_a_jacobian", "jax_gradient = lambda f, x: jax.grad(f)", "is a function; its value"),
    ],
)
def test_public_checks_say_what_is_missing(check, change, words):
    question = check.partition(".")[0]
    names = HW1.namespace({question: f"{HW1.reference(question)}\n{change}"})
    result = HW1.outcome(check, names)
    assert words in result.message
    assert result.score == 0
