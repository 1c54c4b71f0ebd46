"""How a failure looks: escaped in HTML, short for large values, paste-able."""

import numpy as np
import pytest

from lecture08_utils.checking import Check, Failure, Outcome, Report
from lecture08_utils.checking.messages import exception_sentence
from lecture08_utils.checking.values import show_code, show_value

from .toy import CHECKED, HINT, outcome


def test_html_escapes_what_came_from_student_code():
    def force(r):
        raise ValueError("<script>alert(1)</script>")

    page = Report("q1: <b>", (outcome({"force": force}, 0),))._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "q1: &lt;b&gt;" in page


def test_names_between_backticks_are_code_in_html():
    page = Report("q1", (outcome({}, 0),))._repr_html_()
    assert "<code>force</code> is not defined" in page
    assert "`" not in page


def test_addresses_of_an_exception_are_left_out():
    def force(r):
        raise TypeError(f"{object()} is no number")

    assert "TypeError: <object object at 0x…> is no number" in outcome({"force": force}, 0).message


def test_control_characters_of_an_exception_are_blanked():
    def force(r):
        raise ValueError("\x1b[2J\x00gone\nnext")

    message = outcome({"force": force}, 0).message
    assert "\x1b" not in message
    assert "\x00" not in message


def test_report_counts_passed_checks():
    good, bad = Outcome(CHECKED.checks[0]), Outcome(CHECKED.checks[0], Failure("wrong_answer", "Off by one."))
    assert repr(Report("q1: Force", (good,))).startswith("q1: Force: the public check passes\n✓ ")
    assert repr(Report("q1: Force", (good, bad))).startswith("q1: Force: 1 of 2 public checks pass\n")
    assert repr(Report("q10: Essay", (), "Read by a person.")) == "q10: Essay\nRead by a person."


def test_a_passed_check_may_make_a_remark():
    def digits(student, rng):
        """How accurate is the force?"""
        student.remark = "Your score is 3 > 2."
        student.expect("force(1.0)", want=-2.0)

    check = Check("q1", digits, 0, "hidden", HINT)
    good = outcome({"force": lambda r: -2 * r}, check)
    assert (good.verdict, good.score, good.message) == ("accepted", 0.0, "Your score is 3 > 2.")
    assert repr(Report("q1", (good,))).endswith("✓ How accurate is the force?\n    Your score is 3 > 2.")
    assert "Your score is 3 &gt; 2." in Report("q1", (good,))._repr_html_()
    assert "score" not in outcome({"force": lambda r: r}, check).message


def test_long_values_are_cut():
    assert show_value(np.arange(100.0)) == "array of shape (100,): 0, 1, 2, 3, 4, 5, 6, 7, …"
    assert len(show_value("x" * 10_000)) < 500
    assert show_value([[np.ones((32, 1)), np.ones(2)]]) == "[[array of shape (32, 1), array([1., 1.])]]"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "x = 1.5"),
        (np.linspace(-5, 5, 101), "x = np.linspace(-5.0, 5.0, 101)"),
        (np.array([1.0, 2.5]), "x = np.array([1.0, 2.5])"),
        (np.geomspace(1, 8, 64), "# and so on; shape (64,)"),
    ],
)
def test_questions_can_be_pasted(value, code):
    assert code in show_code("x", value)


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("ValueError", "", "Your code raised ValueError."),
        ("ValueError", "    return 1 / r", "Your code raised ValueError in the line\n    return 1 / r"),
        ("print", "", "Your code raised an exception."),
        ("input_is_3", "", "Your code raised an exception."),
    ],
)
def test_only_builtin_exceptions_are_named(name, line, sentence):
    assert exception_sentence(name, line) == sentence
