"""What a check says about right, wrong and odd answers."""

import linecache
from dataclasses import replace

import numpy as np
import pytest

from lecture08_utils.checking import (
    Check,
    CheckedAssignment,
    LocalEvaluator,
    Question,
    check_seed,
    encode,
    run_check,
)

from .toy import ASSIGNMENT, CHECKED, HINT, outcome

PUBLIC, HIDDEN = 0, 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_right_answer_gets_all_points_in_either_precision(dtype):
    namespace = {"force": lambda r: dtype(-2) * np.asarray(r, dtype)}
    assert [outcome(namespace, check).score for check in (PUBLIC, HIDDEN)] == [1.0, 2.0]
    assert type(outcome(namespace, PUBLIC).score) is float


def test_a_wrong_value_is_told_with_question_answer_expectation_and_misconception():
    result = outcome({"force": lambda r: 2 * r}, PUBLIC)
    assert result.verdict == "wrong_answer"
    assert result.misconception == "the sign of the force"
    assert result.message == (
        "The error is 10; up to 0.0005 is allowed.\n"
        "Asked:      r = 2.5\n"
        "            force(r)\n"
        "Returned:   5\n"
        "Expected:   -5\n"
        "Looks like: the sign of the force\n"
        f"Hint:       {HINT}"
    )


def test_a_hidden_check_tells_description_misconception_and_hint_and_no_value():
    result = outcome({"force": lambda r: 2 * r}, HIDDEN)
    assert result.message == (
        f"Tested:     The force works on arrays.\nLooks like: the sign of the force\nHint:       {HINT}"
    )


def raise_inputs(r):
    raise ValueError(f"the hidden input is {r}")


def test_text_of_an_exception_is_shown_for_public_checks_only():
    public, hidden = (outcome({"force": raise_inputs}, check) for check in (PUBLIC, HIDDEN))
    assert public.verdict == hidden.verdict == "run_time_error"
    assert "ValueError: the hidden input is 0.5" in public.message
    assert "hidden input" not in hidden.message
    assert "Your code raised ValueError" in hidden.message


def test_none_in_an_operation_leads_to_the_stub_behind_it():
    cell, code = "<ipython-input-7>", "def force(r): pass\ndef twice(r):\n    return 2 * force(r)\n"
    namespace = {}
    exec(compile(code, cell, "exec"), namespace)
    linecache.cache[cell] = (len(code), None, code.splitlines(keepends=True), cell)

    def check(student, rng):
        """Twice the force."""
        student.ask("twice(1.0)")

    message = outcome(namespace, Check("q1", check, 1, "public", HINT)).message
    assert "    return 2 * force(r)\n" in message
    assert "or from a missing `return`: what does `force` return?" in message


class Leak(Exception):
    pass


def test_a_made_up_exception_cannot_carry_text_out_of_a_hidden_check():
    def force(r):
        raise type(f"input_{r[0]}", (Leak,), {})

    message = outcome({"force": force}, HIDDEN).message
    assert "Your code raised an exception." in message
    assert "input_" not in message


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, "The answer is None: a `return` is missing"),
        ([1.0, [None]], "A part of the answer is None: a `return` is missing"),
        (float("nan"), "NaN"),
        ("5", "Numbers are expected, not a text"),
        ({"F": 1.0}, "Numbers are expected, not a dict"),
        (object(), "is an object; numbers or arrays are expected"),
        (1j, "complex"),
        ([1.0], "tuple or list with 1 entry; one number is expected"),
        (np.zeros((2, 2)), "shape (2, 2); shape () is expected"),
        ([[1.0], [1.0, 2.0]], "Numbers are expected, not a ragged list"),
        (np.ma.masked_array(1.0), "MaskedArray"),
    ],
)
def test_an_odd_answer_is_wrong_and_named(answer, expected):
    result = outcome({"force": lambda r: answer}, PUBLIC)
    assert result.verdict == "wrong_answer"
    assert expected in result.message


def test_the_silent_broadcast_is_explained():
    result = outcome({"force": lambda r: -2 * r[:, None] + 0 * r}, CHECKED.checks[HIDDEN])
    assert result.verdict == "wrong_answer"
    as_public = Check("q1", CHECKED.checks[HIDDEN].function, 1, "public", HINT)
    assert "broadcast to (n, n)" in outcome({"force": lambda r: -2 * r[:, None] + 0 * r}, as_public).message


def test_a_missing_function_is_named():
    result = outcome({}, HIDDEN)
    assert result.verdict == "missing"
    assert "`force` is not defined" in result.message


def test_of_two_functions_the_one_that_is_there_counts():
    question = Question("q1", "Both", defines=("force", "energy"))
    lists = CheckedAssignment(replace(ASSIGNMENT, questions=(question,)), CHECKED.checks)
    assert outcome({"force": lambda r: -2 * r}, PUBLIC, lists).failure is None
    only_energy = outcome({"energy": lambda r: r**2}, PUBLIC, lists)
    assert (only_energy.verdict, "`force` is not defined. Was the cell" in only_energy.message) == ("missing", True)
    assert "`force` and `energy` are not defined" in outcome({}, PUBLIC, lists).message


@pytest.mark.parametrize("leave", [SystemExit, GeneratorExit, RecursionError])
def test_leaving_the_process_is_an_error_of_the_answer(leave):
    def force(r):
        raise leave

    assert outcome({"force": force}, PUBLIC).verdict == "run_time_error"


def test_an_answer_cannot_be_changed_after_it_was_given():
    kept = []

    def force(r):
        kept.append(np.zeros(7))
        return kept[-1]

    def check(student, rng):
        """The answer stays as it was."""
        first = student.array("force(r)", r=np.ones(7))
        kept[0][:] = 5.0
        student.require(not first.any(), "changed")

    assert outcome({"force": force}, Check("q1", check, 1, "public", HINT)).verdict == "accepted"


def test_each_walks_over_rows_too():
    def check(student, rng):
        """The sum of each row."""
        student.expect("force(r)", each={"r": np.array([[1.0, 2.0], [3.0, 4.0]])}, want=[3.0, 7.0])

    item = Check("q1", check, 1, "public", HINT)
    assert outcome({"force": lambda r: r.sum()}, item).verdict == "accepted"
    assert "r = np.array([3.0, 4.0])" in outcome({"force": lambda r: r[0] + 2}, item).message


class EqualsAll(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def test_a_number_that_equals_everything_is_not_plain_data():
    result = outcome({"force": lambda r: EqualsAll(0.0)}, PUBLIC)
    assert result.verdict == "wrong_answer"
    assert "EqualsAll" in result.message


def checked(function, **options):
    check = Check("q1", function, 1, "public", HINT, **options)
    return CheckedAssignment(ASSIGNMENT, (check,)), check


def test_a_training_that_diverges_is_tried_again():
    lucky = iter([True, False])

    def train():
        if next(lucky):
            raise FloatingPointError("the loss became nan at step 7")
        return 1

    def trains(student, rng):
        """A number comes back."""
        student.expect("force()", want=1)

    lists, check = checked(trains, retries=1)
    assert outcome({"force": train}, check, lists).failure is None
    lucky = iter([True, True])
    assert "This is the second training" in outcome({"force": train}, check, lists).message


def test_retries_try_again_with_another_seed_and_count_once():
    seen = []

    def lucky(student, rng):
        """Passes the second time."""
        seen.append((student.attempt, rng.integers(2**30)))
        student.require(student.attempt == 1, "not yet")

    lists, check = checked(lucky, retries=1)
    assert run_check(lists, check, LocalEvaluator({"force": len}, ASSIGNMENT), 3).verdict == "accepted"
    assert [attempt for attempt, _ in seen] == [0, 1]
    assert seen[0][1] != seen[1][1]


@pytest.mark.parametrize("final", [False, True])
def test_what_no_luck_explains_is_not_tried_again(final):
    def unlucky(student, rng):
        """Never passes."""
        student.require(False, "no", final=final)

    lists, check = checked(unlucky, retries=1)
    found = run_check(lists, check, LocalEvaluator({"force": len}, ASSIGNMENT), 3)
    assert ("second training" in found.message) == (not final)


def test_shared_code_runs_once_per_question():
    calls = []

    def train(seed):
        calls.append(seed)
        return {"E": float(seed)}

    def twice(student, rng):
        """The training is shared."""
        student.run("trained = train(seed)", share=True, seed=4)
        student.require(student.number("trained['E']") == 4.0, "wrong")

    lists, check = checked(twice)
    evaluator = LocalEvaluator({"force": len, "train": train}, ASSIGNMENT)
    assert all(run_check(lists, check, evaluator, 1).failure is None for _ in range(2))
    assert calls == [4]
    evaluator.answer(encode({"op": "question"}))
    run_check(lists, check, evaluator, 1)
    assert calls == [4, 4]


def test_names_of_a_check_never_reach_the_students_namespace():
    namespace = {"force": lambda r: -2 * r}
    outcome(namespace, PUBLIC)
    assert list(namespace) == ["force"]


def test_seeds_depend_on_secret_submission_and_check():
    seeds = {check_seed(s, h, c) for s in ("0", "1") for h in ("a", "b") for c in ("q1.x", "q1.y")}
    assert len(seeds) == 8
    assert check_seed("0", "a", "q1.x") == check_seed("0", "a", "q1.x")


class Damaged:
    """An evaluator whose worker answers with anything."""

    def __init__(self, reply):
        self.reply = reply

    def answer(self, message):
        return self.reply

    def source_line(self, filename, line):
        return ""


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"L8C1junk",
        encode(None),
        encode([]),
        encode({}),
        encode({"ok": 1}),
        encode({"ok": True}),
        encode({"ok": True, "missing": 7, "value": {"x": [1]}}),
        encode({"ok": False, "kind": "exception", "type": 3, "text": [], "frames": [[1, 2], 3, ["x", "y"]]}),
        encode({"ok": False, "kind": "not plain data", "type": None, "where": 3}),
    ],
)
@pytest.mark.parametrize("check", [PUBLIC, HIDDEN])
def test_any_reply_of_a_hostile_worker_is_a_verdict(reply, check):
    result = run_check(CHECKED, CHECKED.checks[check], Damaged(reply), 1)
    assert result.verdict in ("wrong_answer", "run_time_error")
    assert result.score == 0.0


def test_the_silent_broadcast_has_a_name_that_hidden_checks_may_tell():
    result = outcome({"force": lambda r: -2 * r[:, None] + 0 * r}, HIDDEN)
    assert result.misconception == "every point met every other point: shape (n, n) instead of (n,)"


def test_an_exception_of_tracing_is_explained_where_its_text_may_be_shown():
    import jax

    namespace = {"force": jax.jit(lambda r: -2 * np.asarray(r))}
    assert "write jnp instead of np there" in outcome(namespace, PUBLIC).message
    assert "jnp" not in outcome(namespace, HIDDEN).message
    namespace = {"force": jax.jit(lambda r: -2 * r if r > 0 else r)}
    assert "need not look" in outcome(namespace, PUBLIC).message
