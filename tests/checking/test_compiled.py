"""Checks whose questions are compiled as a whole: the same answers and the same errors, in one program."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from lecture08_utils.checking import Assignment, Check, CheckedAssignment, LocalEvaluator, Question, run_check
from lecture08_utils.checking.codec import encode

ASSIGNMENT = Assignment("toy", "Toy", (Question("q1", "A curve", defines=("curve",)),), arrays="jax")


def result_of(function, namespace, compiled=True, evaluator=None):
    """The outcome of a check with that function."""
    function.__doc__ = "It is asked."
    check = Check("q1", function, 1, "public", "Why?", compiled=compiled)
    evaluator = evaluator or LocalEvaluator(namespace, ASSIGNMENT)
    return run_check(CheckedAssignment(ASSIGNMENT, (check,)), check, evaluator, 0)


def programs_of(run):
    """How many programs JAX compiles while a function runs."""
    compiled = []

    def listener(event, seconds, **_):
        if "backend_compile" in event:
            compiled.append(event)

    jax.monitoring.register_event_duration_secs_listener(listener)
    try:
        run()
    finally:
        jax.monitoring.unregister_event_duration_listener(listener)
    return len(compiled)


def bend(p, x):
    return jnp.tanh(p["w"] * x) * p["v"] + jnp.sin(x) / (1 + x**2)


def traceable(p, x):
    return jax.vmap(lambda point: bend(p, point))(x)


def with_numpy(p, x):
    return np.asarray(traceable(p, x))


def by_the_value(p, x):
    return traceable(p, x) if float(p["w"]) > 0 else None


@pytest.mark.parametrize("curve", [traceable, with_numpy, by_the_value])
@pytest.mark.parametrize("compiled", [True, False])
def test_the_answer_is_that_of_the_plain_expression(curve, compiled):
    x = np.linspace(-1.0, 1.0, 5)

    def check(student, rng):
        for w in (0.5, 2.0):
            want = np.tanh(w * x) * 3 + np.sin(x) / (1 + x**2)
            student.expect('curve({"w": w, "v": 3.0}, x)', w=w, x=x, want=want)

    assert result_of(check, {"curve": curve}, compiled).score == 1.0


def test_it_is_one_program():
    def check(student, rng):
        student.array('curve({"w": w, "v": 3.0}, x)', w=0.5, x=np.linspace(-1.0, 1.0, 23), shape=(23,))

    assert programs_of(lambda: result_of(check, {"curve": traceable})) == 1
    jax.clear_caches()
    assert programs_of(lambda: result_of(check, {"curve": traceable}, compiled=False)) > 5


def test_it_is_one_program_for_each_of_many_numbers():
    def check(student, rng):
        p = {"w": 0.5, "v": 3.0}
        values = student.array("curve(p, x)", p=p, each={"x": np.arange(9.0)}, shape=())
        assert len({float(value) for value in values}) == 9

    assert programs_of(lambda: result_of(check, {"curve": bend})) == 1


def test_a_long_python_loop_is_not_unrolled():
    def loop(p, x):
        for _ in range(3000):
            x = jnp.sin(x)
        return x

    def check(student, rng):
        student.array("curve(1.0, x)", x=np.linspace(0.0, 1.0, 29), shape=(29,))

    # sin, once, as the next check finds it.
    assert programs_of(lambda: result_of(check, {"curve": loop})) == 1
    assert programs_of(lambda: result_of(check, {"curve": loop})) == 0


def test_what_is_defined_anew_is_asked_anew():
    def check(student, rng):
        for factor in (1.0, 2.0):
            student.run("f = lambda x: factor * x", factor=factor)
            student.expect("curve(f, 3.0)", want=6 * factor)

    assert result_of(check, {"curve": lambda f, x: 2 * f(x)}).score == 1.0


def work(a, b, n):
    """A check of ∫ (a·x² + b) dx from 0 to 1 with n points; curve integrates."""

    def check(student, rng):
        student.run("V = lambda x: a * x**2 + shift(x)\nshift = lambda x: b", a=a, b=b)
        x = (np.arange(n) + 0.5) / n
        student.expect("curve(V, x, n)", x=x, n=n, want=np.mean(a * x**2 + b))

    return check


def integral(V, x, n):
    return jnp.sum(jax.vmap(V)(x)) / n


def test_checks_of_a_question_share_what_is_compiled():
    evaluator = LocalEvaluator({"curve": integral}, ASSIGNMENT)
    evaluator.answer(encode({"op": "question", "question": "q1"}))

    def asked(*numbers):
        outcomes = []
        count = programs_of(lambda: outcomes.append(result_of(work(*numbers), {}, evaluator=evaluator)))
        assert outcomes[0].message == ""
        return count

    assert asked(1.0, 0.5, 17) == 1
    assert asked(2.0, 0.7, 17) == 0
    assert asked(2.0, 0.7, 19) == 1
    evaluator.answer(encode({"op": "question", "question": "q2"}))
    assert asked(1.0, 0.5, 17) == 1


def test_a_function_that_uses_something_else_is_compiled_again():
    def defined(code, want):
        def check(student, rng):
            student.run(code)
            student.expect("curve(V, 3.0)", want=want)

        return check

    evaluator = LocalEvaluator(
        {"curve": lambda V, x: 2 * V(x), "own": [lambda x: x + 1, lambda x: x + 2]}, ASSIGNMENT
    )
    evaluator.answer(encode({"op": "question", "question": "q1"}))
    for code, want in [
        ("V = lambda x: x**2", 18),
        ("V = lambda x: x**3", 54),
        ("V = own[0]", 8),
        ("V = own[1]", 10),
        ("a = 2.0\nV = (lambda a: lambda x: a * x)(a)", 12),
        ("a = 3.0\nV = (lambda a: lambda x: a * x)(a)", 18),
        ("V = lambda x, a=2.0: a * x", 12),
        ("V = lambda x, a=3.0: a * x", 18),
    ]:
        assert result_of(defined(code, want), {}, evaluator=evaluator).message == ""


@pytest.mark.parametrize("begun", [True, False])
def test_what_a_students_jit_remembers_of_a_function_is_no_tracer(begun):
    curve = jax.jit(lambda V, x: jax.vmap(jax.grad(V))(x), static_argnums=0)

    def check(student, rng):
        for a in (1.0, 2.0):
            student.run("V = lambda x: a * x**2", a=a)
            for x in (np.arange(3.0), np.arange(3.0) + 1, np.arange(5.0)):
                student.expect("curve(V, x)", x=x, want=2 * a * x)
                student.expect("2 * curve(V, x)", x=x, want=4 * a * x)
                student.run("y = curve(V, x)")
                student.expect("y", want=2 * a * x)

    evaluator = LocalEvaluator({"curve": curve}, ASSIGNMENT)
    if begun:
        evaluator.answer(encode({"op": "question", "question": "q1"}))
    for _ in range(2):
        assert result_of(check, {}, evaluator=evaluator).message == ""


def test_in_a_notebook_a_new_definition_counts():
    def check(student, rng):
        student.expect("curve(3.0)", want=want)

    names = {"np": np}
    exec("helper = lambda x: 2 * x\ndef curve(x): return helper(x)", names)
    evaluator = LocalEvaluator(names, ASSIGNMENT)
    for factor in (2, 5):
        exec(f"helper = lambda x: {factor} * x", names)
        want = 3.0 * factor
        assert result_of(check, {}, evaluator=evaluator).message == ""


def test_an_error_is_that_of_the_plain_expression():
    def fails(p, x):
        raise ValueError(f"x is {float(x[0])}")

    def check(student, rng):
        student.array("curve(1.0, x)", x=np.array([0.25]))

    messages = [result_of(check, {"curve": fails}, compiled).message for compiled in (True, False)]
    assert messages[0] == messages[1]
    assert "ValueError: x is 0.25" in messages[0]


def test_an_answer_that_is_no_number_is_told_as_ever():
    def check(student, rng):
        student.array("curve(1.0, x)", x=np.array([0.25]))

    for answer in ("text", None, lambda x: x, {1, 2}):
        found = [
            result_of(check, {"curve": lambda p, x, answer=answer: answer}, flag).message for flag in (True, False)
        ]
        assert found[0] == found[1]
