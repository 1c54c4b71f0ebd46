"""Cells that only show something are run only if another one uses what they make."""

from __future__ import annotations

import pytest

from autograder.engine import Cell, WorkerFault
from autograder.engine.worker.unneeded import unneeded

from .conftest import ask

DRAWS = "print('drawn')\ndrawn = 1"


def cells(*sources):
    """What the worker is asked; a source with its names in a tuple is that of a cell that only shows something."""
    return [
        {"index": index, "source": source[0], "shows": list(source[1])}
        if isinstance(source, tuple)
        else {"index": index, "source": source, "shows": None}
        for index, source in enumerate(sources)
    ]


GRID = ("grid = [1]", ("grid",))
PLOT = ("plot(grid)\nleft, right = grid", ("left", "right"))


@pytest.mark.parametrize(
    ("sources", "left_out"),
    [
        (("def f(x): return x", GRID, PLOT), [1, 2]),
        (("def f(grid): return grid", GRID, PLOT), [1, 2]),
        (("grid = 3", GRID, PLOT), [1, 2]),
        (("def f(x): return grid", GRID, PLOT), [2]),
        (("lambda: (lambda: left)", GRID, PLOT), []),
        ((GRID, PLOT, "class A:\n    x = right"), []),
        ((GRID, PLOT, "%timeit sum(grid)"), [1]),
        ((GRID, PLOT, "%timeit sum(x)"), [0, 1]),
        ((GRID, PLOT, "def f(:\n  left"), []),
        ((GRID, PLOT, "eval('x')"), []),
        ((GRID, PLOT, "globals()['x']"), []),
        ((GRID, PLOT, "import __main__"), []),
        ((GRID, PLOT, "f.__globals__"), []),
        ((GRID, PLOT, "get_ipython().user_ns"), []),
        ((GRID, PLOT, "print(_)"), []),
        ((GRID, PLOT, "for _ in range(3): pass"), [0, 1]),
        ((GRID, PLOT, "(" * 10_000), [0, 1]),
        ((GRID, PLOT, "a\0b"), [0, 1]),
        (("x = 1", "y = 2"), []),
    ],
)
def test_what_is_left_out(sources, left_out):
    assert unneeded(cells(*sources)) == left_out


def run(engine, *sources):
    """A notebook in a worker; cells as in `cells`, each in a question of its own."""
    made = [
        Cell(
            item["index"],
            item["source"],
            f"q{item['index']}",
            "",
            None if item["shows"] is None else frozenset(item["shows"]),
        )
        for item in cells(*sources)
    ]
    return engine.run(made, arrays="numpy", seed=1)


def test_a_cell_that_nothing_needs_is_not_run(engine):
    with run(engine, "a = 1", (DRAWS, ["drawn"]), "b = a + 1") as notebook:
        assert sorted(notebook.cell_seconds) == [0, 2]
        with notebook.question("q2") as evaluator:
            assert ask(evaluator, "b") == 2
    with run(engine, "a = 1", (DRAWS, ["drawn"]), "b = a + drawn") as notebook:
        assert sorted(notebook.cell_seconds) == [0, 1, 2]


def test_all_is_run_after_all_if_a_name_turns_out_to_be_missing(engine):
    hidden = "names = getattr(__builtins__, 'ev' + 'al')\nb = names('drawn')"
    with run(engine, "a = 1", (DRAWS, ["drawn"]), hidden) as notebook:
        assert notebook.cell_faults == {}
        with notebook.question("q2") as evaluator:
            assert ask(evaluator, "b") == 1
    with run(engine, "a = 1", (DRAWS, ["drawn"]), "b = 3") as notebook:
        with notebook.question("q2") as evaluator:
            assert ask(evaluator, "b") == 3
            assert ask(evaluator, "b + drawn") == 4
        with notebook.question("q0") as evaluator:
            assert ask(evaluator, "a") == 1
            assert ask(evaluator, "drawn") == 1, "its cell is behind this question, and was there in the kernel"


def test_a_name_that_no_cell_makes_is_still_missing(engine):
    raises = "def f():\n    raise NameError('no', name='drawn')\ndef g():\n    raise NameError('no', name=['drawn'])"
    with run(engine, raises, (DRAWS, ["drawn"]), "b = typo") as notebook:
        assert set(notebook.cell_faults) == {2}
        for name in ("typo", "f()", "f()", "g()"):
            with notebook.question("q0") as evaluator:
                assert ask(evaluator, name)["type"] == "NameError"


def test_a_death_later_does_not_change_it(engine):
    with run(engine, "a = 1", (DRAWS, ["drawn"]), "def f():\n    import os\n    os._exit(1)") as notebook:
        with notebook.question("q2") as evaluator, pytest.raises(WorkerFault):
            ask(evaluator, "f()")
        with notebook.question("q0") as evaluator:
            assert ask(evaluator, "a") == 1
        assert sorted(notebook.cell_seconds) == [0, 2]


def test_what_crashes_the_parser_costs_no_more_than_its_own_cell(engine):
    with run(engine, "a = 1", (DRAWS, ["drawn"]), "-" * 3_000_000 + "1") as notebook:
        assert set(notebook.cell_faults) == {2}
        with notebook.question("q0") as evaluator:
            assert ask(evaluator, "a") == 1
