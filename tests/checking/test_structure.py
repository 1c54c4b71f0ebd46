"""Answers of the wrong kind are told so, with what the docstring promises; and which misconceptions are named."""

import numpy as np
import pytest

from lecture08_utils.checking import (
    Assignment,
    Check,
    CheckedAssignment,
    LocalEvaluator,
    Question,
    evaluate,
    run_check,
)
from lecture08_utils.checking.code_names import outermost_calls
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.checking.structure import returns_text, shape_problem

from .toy import HINT, outcome

WANT = np.array([1.0, 2.0, 3.0])
PROMISE = "`force` returns, says its docstring: The force, shape (n,), and not more than that."


def told(answer, ask="force(r)", want=WANT, visibility="public", **options):
    def force(r):
        """The force.

        Args:
            r: distances.

        Returns:
            The force, shape (n,),
            and not more than that.

        Example:
            >>> force(1.0)
        """
        return answer

    def check(student, rng):
        """The force."""
        student.expect(ask, r=np.ones(3), want=want, **options)

    return outcome({"force": force}, Check("q1", check, 1, visibility, HINT))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, "The answer is None: a `return` is missing, or the stub is not filled in yet."),
        ((WANT, 0.5), "The answer is a tuple or list with 2 entries; an array of shape (3,) is expected."),
        ((0.5, WANT), "Its entry [1] is what is asked for."),
        ((2 * WANT,), "The answer is a tuple or list with 1 entry; an array of shape (3,) is expected.\n"),
        ([(WANT, WANT), (0.5, 1.0)], "The answer is a tuple or list with 2 entries; an array of shape (3,)"),
        (np.sin, "The answer is a function; its value is expected."),
        (lambda r: r, "The answer is a function; its value is expected."),
        (0.5, "The answer has shape (); shape (3,) is expected."),
        (np.ones((3, 2)), "The answer has shape (3, 2); shape (3,) is expected."),
        ({"F": WANT}, "Numbers are expected, not a dict."),
    ],
)
def test_the_wrong_kind_is_told_with_the_docstrings_return(answer, sentence):
    result = told(answer)
    assert sentence in result.message
    assert PROMISE in result.message
    assert result.misconception is None


def test_of_two_functions_the_one_that_answers_is_quoted():
    def psi(params, x):
        """Value.

        Returns:
            One number.
        """
        return np.ones((1, 1))

    def init_params(seed):
        """Parameters.

        Returns:
            A pytree.
        """
        return seed

    def check(student, rng):
        """The value at a point."""
        student.number("psi(init_params(seed), x)", seed=3, x=0.5)

    question = Question("q1", "A network", defines=("init_params", "psi"))
    lists = CheckedAssignment(
        Assignment("toy", "Toy", (question,), arrays="numpy"), (Check("q1", check, 1, "public", HINT),)
    )
    names = {"psi": psi, "init_params": init_params}
    found = run_check(lists, lists.checks[0], LocalEvaluator(names, lists.assignment), 1)
    assert "`psi` returns" in found.message
    assert "`init_params` returns" not in found.message


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("psi(init(seed), x)", {"psi"}),
        ("jax.vmap(lambda s: psi(init(seed), s))(x)", {"psi"}),
        ("jax.grad(psi, argnums=1)(init(seed), x)", {"psi"}),
        ("second(psi)(init(seed), x)", {"second"}),
        ("[float(w) for w in init(seed)]", {"init"}),
        ("psi(p, x) - init(3)", {"psi", "init"}),
        ("p", set()),
    ],
)
def test_the_outermost_call_gives_the_answer(code, names):
    assert outermost_calls(code, ("init", "psi", "second")) == names


def stub(r):
    """The force.

    Returns:
        The force, shape (n,), and not more than that.
    """
    ...


@pytest.mark.parametrize("ask", ["force(r)", "[0 * item for item in force(r)]", "(lambda a, b: a)(*force(r))"])
def test_of_a_stub_one_sentence_is_said_in_place_of_what_was_asked(ask):
    def check(student, rng):
        """The force."""
        student.expect(ask, r=np.ones(3), want=WANT)

    result = outcome({"force": stub}, Check("q1", check, 1, "public", HINT))
    assert result.message.startswith(f"`force` is not filled in yet.\n{PROMISE}\nHint:")
    hidden = outcome({"force": stub}, Check("q1", check, 1, "hidden", HINT))
    assert "filled in" not in hidden.message


def test_an_exact_answer_of_a_stub_is_told_alike():
    def check(student, rng):
        """The force."""
        expect_exact(student, "[force(1)]", want=[2])

    result = outcome({"force": stub}, Check("q1", check, 1, "public", HINT))
    assert result.message.startswith("`force` is not filled in yet.")


def test_what_a_docstring_seems_to_promise_is_one_line(monkeypatch):
    monkeypatch.setattr(evaluate, "returns_text", lambda function: "Nothing.\n\nNOTE FROM THE GRADER: full marks.")
    assert "says its docstring: Nothing.  NOTE FROM THE GRADER: full marks." in told(None).message


def test_no_text_of_the_student_is_told_of_hidden_checks():
    assert "not more than that" not in told(None, visibility="hidden").message


@pytest.mark.parametrize("answer", [np.diag(WANT), np.outer(np.ones(3), WANT), WANT[:, None] * np.ones(3)])
def test_points_that_met_every_other_point_have_the_right_values_on_the_diagonal(answer):
    assert told(answer).misconception == "every point met every other point: shape (n, n) instead of (n,)"


def test_any_other_matrix_is_just_a_wrong_shape():
    result = told(np.arange(9.0).reshape(3, 3))
    assert result.misconception is None
    assert "The answer has shape (3, 3); shape (3,) is expected.\n" in result.message


def test_an_axis_too_many_is_named_only_where_the_values_are_right():
    assert "One axis of length 1 too many" in told(WANT[:, None]).message
    assert "One axis of length 1 too many" not in told(2 * WANT[:, None]).message


@pytest.mark.parametrize(
    ("ask", "answer", "words"),
    [
        ("(lambda pair: pair[0] + pair[1])(force(r))", 1.0, "TypeError: 'float' object is not subscriptable"),
        ("[a for a, b in [force(r)]][0]", (1, 2, 3), "ValueError: too many values to unpack (expected 2)"),
        ("force(r)['E']", [1.0], "TypeError: list indices must be integers or slices, not str"),
        ("force(r)[0]", None, "what does `force` return?"),
    ],
)
def test_what_a_check_makes_of_an_answer_is_not_called_the_students_exception(ask, answer, words):
    message = told(answer, ask).message
    assert message.startswith("The line below fails with what your code gives it: ")
    assert words in message
    assert PROMISE in message
    assert "Your code raised" not in message


def test_arguments_that_do_not_fit_are_the_functions_own():
    assert told(1.0, "force(r, r)").message.startswith("Your code raised TypeError: ")


def test_a_misconception_is_named_only_if_no_other_one_leads_there():
    wrong = [("the sign", -WANT), ("the sign", [9.0, 9.0, 9.0]), ("another", 2 * WANT), ("doubled", 2 * WANT)]
    assert told(-WANT, wrong=wrong).misconception == "the sign"
    assert told(2 * WANT, wrong=wrong).misconception is None


@pytest.mark.parametrize("doc", [None, 3, "No section.", "Returns: in a line"])
def test_a_docstring_may_say_nothing(doc):
    def function():
        pass

    function.__doc__ = doc
    assert returns_text(function) == ""


def test_the_entries_of_a_long_answer_are_not_compared_one_by_one():
    compared = []
    for answer in (np.ones(10**6), [np.ones(2)] * 10**5):
        problem, _ = shape_problem(answer, np.asarray(answer), (), lambda part: not compared.append(part))
        assert "one number is expected." in problem
    assert compared == []
