"""What a question sees: the names after its last cell, whatever came later or was asked before."""

import numpy as np
import pytest

from autograder.engine import Cell
from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question, run_check

from .conftest import Notebook, ask


def test_a_later_redefinition_does_not_reach_an_earlier_question(engine):
    with Notebook(engine, "k = 1\ndef f(): return k", "k = 2", "def f(): return 'later'") as notebook:
        assert notebook.ask("q1", "f()") == 1
        assert notebook.ask("q2", "f()") == 2
        assert notebook.ask("q3", "f()") == "later"
        assert notebook.ask("q1", "f()") == 1


def test_a_question_cannot_disturb_the_next(engine):
    with Notebook(engine, "k = 1\ndef f(): return k\ndef spoil(): globals().update(k=5)", "pass") as notebook:
        assert notebook.ask("q1", "[spoil(), f()]") == [None, 5]
        assert notebook.ask("q1", "f()") == 1


def test_a_question_without_cells_sees_what_the_one_before_left(engine):
    cells = [Cell(0, "a = 0"), Cell(1, "a = 9", "q9"), Cell(2, "a = 11", "q11")]
    with engine.run(cells, arrays="numpy", seed=1) as run:
        for question, value in {"q10": 9, "q12": 11, "q8": 0}.items():
            with run.question(question) as evaluator:
                assert ask(evaluator, "a") == value


def test_a_notebook_without_cells_has_no_names(engine):
    with engine.run([], arrays="numpy", seed=1) as run, run.question("q1") as evaluator:
        assert ask(evaluator, "a")["type"] == "NameError"


@pytest.mark.parametrize(("arrays", "kind"), [("jax", "ArrayImpl"), ("numpy", "ndarray")])
def test_arrays_of_a_question_are_what_the_assignment_says(engine, arrays, kind):
    with Notebook(engine, "def kind(x): return type(x).__name__", arrays=arrays) as notebook:
        assert notebook.ask("q1", "kind(x)", x=np.ones(3)) == kind


def test_seconds_are_those_of_the_question(engine):
    busy = "import time\ndef f():\n    start = time.process_time()\n    while time.process_time() < start + 0.4: pass"
    with Notebook(engine, busy) as notebook, notebook.run.question("q1") as evaluator:
        ask(evaluator, "f()")
        assert 0.3 < evaluator.seconds < 0.8


check = CheckList("public")


@check("q1", points=1, hint="Count.")
def doubles(student, rng):
    """f doubles."""
    x = rng.uniform(size=5)
    student.expect("f(x)", x=x, want=2 * x)


@pytest.mark.parametrize(
    ("source", "verdict", "problem"),
    [
        ("def f(x): return 2 * x", "accepted", ""),
        ("def f(x): return x", "wrong_answer", "The error is"),
        ("def f(x):\n    y = x + 1\n    return y / None", "run_time_error", "return y / None"),
        ("g = 1", "missing", "`f` is not defined"),
        ("def f(x): return object()", "wrong_answer", "an object"),
        ("def f(x): raise KeyboardInterrupt", "run_time_error", "KeyboardInterrupt"),
        ("import sys\ndef f(x): sys.exit(1)", "run_time_error", "SystemExit"),
    ],
)
def test_a_check_runs_through_the_engine(engine, source, verdict, problem):
    checked = CheckedAssignment(Assignment("demo", "Demo", (Question("q1", "Double", ("f",)),)), tuple(check.checks))
    with Notebook(engine, source) as notebook, notebook.run.question("q1") as evaluator:
        outcome = run_check(checked, checked.checks[0], evaluator, seed=1)
    assert outcome.verdict == verdict
    assert problem in outcome.message
