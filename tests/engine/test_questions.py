"""What a question sees: the names after its last cell, whatever came later or was asked before."""

import numpy as np
import pytest

from autograder.engine import Cell, WorkerFault
from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question, run_check
from lecture08_utils.checking.codec import encode

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


def test_questions_may_take_turns(engine):
    sources = ["a = 1\ndef f(): return a", "a = 2\ncalls = []\ndef g(): calls.append(1); return a"]
    run_g = encode({"op": "run", "code": "x = g()", "data": {}, "share": True})
    with Notebook(engine, *sources) as notebook, notebook.run.question("q1") as q1, notebook.run.question("q2") as q2:
        for _ in range(2):
            assert ask(q1, "f()") == 1
            q2.answer(encode({"op": "begin", "names": []}))
            q2.answer(run_g)
            assert ask(q2, "[f(), len(calls)]") == [2, 1]


def test_a_death_while_questions_take_turns_costs_one(engine):
    sources = ["a = 1", "import os\ndef g(): os._exit(0)"]
    with Notebook(engine, *sources) as notebook, notebook.run.question("q1") as q1, notebook.run.question("q2") as q2:
        assert ask(q1, "a") == 1
        for _ in range(2):
            with pytest.raises(WorkerFault):
                ask(q2, "g()")
            assert ask(q1, "a") == 1
