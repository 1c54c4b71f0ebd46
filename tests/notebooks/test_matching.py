"""Which cell belongs to which question, with all metadata, some, or none."""

import time
from dataclasses import replace

import pytest

from lecture08_utils.checking import Question
from lecture08_utils.notebooks.lines import definitions_in, names_bound_in_lines, open_names
from lecture08_utils.notebooks.matching import assignment_named_in, match_cells, matched_cells
from lecture08_utils.notebooks.reading import read_notebook

from ..grading.toy import ASSIGNMENT, as_bytes, code, ours, prose


def matched(*cells) -> list[tuple[str, str | None, bool]]:
    """First line, question and whether it is a stub, of every cell that would be run."""
    found = match_cells(read_notebook(as_bytes(cells)), ASSIGNMENT)
    return [(cell.source.splitlines()[0] if cell.source else "", cell.question, cell.is_stub) for cell in found]


SETUP, FORCE, ENERGY = "import numpy as np", "def force(x): return -2 * x", "energy = lambda x: x**2"


def test_our_metadata_decides_and_added_cells_belong_to_the_question_above():
    assert matched(
        code(SETUP, **ours(None, "prose")),
        prose("## q1. Force", **ours("q1", "prose")),
        code("k = 2"),
        code(FORCE, **ours("q1", "stub")),
        code('check("q1")', **ours("q1", "check")),
        code("plot(force)"),
        code(ENERGY, **ours("q2", "stub")),
        code("plot(energy)"),
    ) == [
        (SETUP, None, False),
        ("k = 2", "q1", False),
        (FORCE, "q1", True),
        ("plot(force)", "q1", False),
        (ENERGY, "q2", True),
        ("plot(energy)", "q2", False),
    ]


def test_metadata_of_nbgrader():
    marks = {"solution": True, "grade": False, "locked": False, "schema_version": 3}
    assert matched(
        code(FORCE, nbgrader={**marks, "grade_id": "q1-answer-3"}),
        code("x = 1", nbgrader={**marks, "solution": False, "grade": True, "grade_id": "q1-test-1"}),
        code(ENERGY, nbgrader={**marks, "grade_id": "q2"}),
        code("y = 1", nbgrader={"grade_id": "q15"}),
        code("z = 1", nbgrader={"grade_id": ["q1"]}),
    ) == [
        (FORCE, "q1", True),
        ("x = 1", "q1", False),
        (ENERGY, "q2", True),
        ("y = 1", "q2", False),
        ("z = 1", "q2", False),
    ]


@pytest.mark.parametrize("heading", ["## q1. Force", "### **q1** Force", "**q1.** Write it", "text\n\n# Q1: Force"])
def test_without_metadata_headings_and_names_decide(heading):
    assert matched(
        code(SETUP),
        prose(heading),
        code("k = 2"),
        code(FORCE),
        code("plot(force)"),
        prose("## q2. Energy"),
        code(ENERGY),
    ) == [
        (SETUP, None, False),
        ("k = 2", "q1", False),
        (FORCE, "q1", True),
        ("plot(force)", "q1", False),
        (ENERGY, "q2", True),
    ]


def test_with_nothing_but_code_the_names_decide():
    assert matched(code(SETUP), code(FORCE), code("k = 2"), code(ENERGY)) == [
        (SETUP, None, False),
        (FORCE, "q1", True),
        ("k = 2", "q1", False),
        (ENERGY, "q2", True),
    ]


def test_a_later_redefinition_stays_where_it_is():
    cells = [code(FORCE, **ours("q1", "stub")), code(ENERGY, **ours("q2", "stub")), code("def force(x): return 0")]
    assert matched(*cells)[-1] == ("def force(x): return 0", "q2", False)


def test_an_answer_whose_cell_lost_its_metadata_is_found_below_its_heading_first():
    cells = [prose("## q2. Energy", **ours("q2", "prose")), code(ENERGY), prose("## q1. Force"), code(FORCE)]
    assert matched(*cells) == [(ENERGY, "q2", True), (FORCE, "q1", True)]
    cells = [code(ENERGY, **ours("q2", "stub")), code(FORCE)]
    assert matched(*cells) == [(ENERGY, "q2", True), (FORCE, "q1", True)]


@pytest.mark.parametrize(
    "source",
    [
        '# Initialize Otter\nimport otter\ngrader = otter.Notebook("toy.ipynb")',
        'grader.check("q1")',
        "grader.check_all()",
        "grader.export(run_tests=True)",
        'check("q1")',
        'grade("q1.force_at_three_places")',
        "# hidden test",
        "# hidden\u2028test",
        "",
    ],
)
def test_cells_that_only_call_a_grader_are_left_out(source):
    assert matched(code(source), code("x = 1")) == [("x = 1", None, False)]


@pytest.mark.parametrize(
    "metadata",
    [{"lecture08": 1}, {"lecture08": {"question": "q99", "role": "stub"}}, {"nbgrader": []}, ours("q1", [])],
)
def test_odd_metadata_counts_as_none(metadata):
    assert matched(code("x = 1", **metadata)) == [("x = 1", None, False)]


def test_names_that_a_cell_binds():
    source = (
        "def f(x):\n    inner = 1\nasync def g(): ...\nclass A: pass\na = 1\nb: int = 2\nc == 1\nd(e=1)\n%time h = 1"
    )
    assert names_bound_in_lines(source) == {"f", "g", "A", "a", "b"}


@pytest.mark.parametrize(
    "source",
    [
        " " * 10**6 + "x",
        "#" + " " * 10**6 + "x",
        "# q" + "1" * 10**6 + "x",
        "grader.check(" + ") ;" * 300_000 + "x",
        "grader" + "\t" * 10**6 + "x",
        "def" + " " * 10**6 + "(",
        "a" * 10**6 + ":" + "b" * 10**6,
        "check(" + " " * 10**6 + "x",
        "grade('" + "." * 10**6,
    ],
)
def test_no_text_makes_matching_slow(source):
    """A pattern that backtracks in earnest would take hours here."""
    start = time.process_time()
    matched(code(source), prose(source))
    names_bound_in_lines(source)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("if True:\n    def f(x): ...\nelse:\n    g = 1", {"f", "g"}),
        ("def outer():\n    f = 1\n    def g(): ...\nclass A:\n    h = 1", {"outer", "A"}),
        ("a, b = make()\n(c, d) = 1, 2\n[e] = [3]", {"a", "b", "c", "d", "e"}),
        ("from helper import f, g as h\nimport numpy as np", {"f", "h", "np"}),
        ("globals()['f'] = 1", {"f"}),
        ("plot(\n    f=3,\n)\nf += 1\nx == 2\nif x == 3: f", set()),
        ("%time f = 1\n# g = 2\n'h = 3'", set()),
    ],
)
def test_names_that_odd_forms_bind(source, names):
    assert names_bound_in_lines(source) == names


OPEN = "def force(x):\n    ..."


def test_an_open_stub_runs_in_front_of_an_answer_that_stands_above_it():
    assert matched(code(FORCE), code("a = 1"), code(OPEN, **ours("q1", "stub"))) == [
        ("def force(x):", "q1", True),
        (FORCE, None, False),
        ("", "q1", False),
        ("a = 1", None, False),
    ]


def test_the_names_of_an_answer_elsewhere_are_those_behind_it():
    cells = [code(OPEN, **ours("q1", "stub")), code(ENERGY, **ours("q2", "stub")), code(FORCE), code("force = 1")]
    assert matched(*cells) == [
        ("def force(x):", "q1", True),
        (ENERGY, "q2", True),
        (FORCE, "q2", False),
        ("", "q1", False),
        ("force = 1", "q2", False),
    ]


def test_a_filled_stub_is_not_looked_for_elsewhere():
    filled = "def force(x):\n    ...\n    return -2 * x"
    cells = [code(filled, **ours("q1", "stub")), code(ENERGY, **ours("q2", "stub")), code("def force(x): return 0")]
    assert [question for _, question, _ in matched(*cells)] == ["q1", "q2", "q2"]


def test_text_is_code_only_where_code_is_missing():
    text = {"cell_type": "raw", "metadata": ours("q1", "stub"), "source": FORCE}
    assert matched(text) == [(FORCE, "q1", True)]
    assert matched(text, code(FORCE)) == [(FORCE, "q1", True)]
    assert matched(prose("force = mass times acceleration"), code("x = 1")) == [("x = 1", None, False)]


def test_looking_for_names_takes_no_time_in_a_notebook_that_nobody_writes():
    cells = [code("force\n" * 40_000) for _ in range(100)] + [prose("def x\n" * 10**6)]
    start = time.process_time()
    matched(*cells)
    assert time.process_time() - start < 5


def test_thousands_of_open_copies_take_no_time():
    cells = [code("force = energy = 1")] * 2400 + [code("def force(x):\n    ...\ndef energy(x):\n    ...")] * 2400
    start = time.process_time()
    match_cells(read_notebook(as_bytes(cells)), ASSIGNMENT)
    assert time.process_time() - start < 5


def test_an_open_copy_without_metadata_does_not_take_the_answers_place():
    assert matched(code(FORCE, **ours("q1", "stub")), code(OPEN)) == [
        ("def force(x):", "q1", False),
        (FORCE, "q1", True),
    ]


@pytest.mark.parametrize("call", ['begin("hw1")', "  begin( 'hw1' )", 'import numpy\nutils.begin("hw1")'])
def test_begin_names_the_assignment_however_it_is_called(call):
    cells = [code(call), code('# begin("hw2")\nbegin_now("hw3")')]
    assert assignment_named_in(read_notebook(as_bytes(cells))) == ["hw1"]


TWO = "def force(x):\n    return -2 * x\n\ndef energy(x):\n    ..."


def test_what_a_stub_answers_counts_whatever_else_it_leaves_open():
    """An experiment elsewhere that gives a value to the name of the open one takes nothing away."""
    assignment = replace(ASSIGNMENT, questions=(Question("q1", "Both", defines=("force", "energy")),))
    stub, experiment = code(TWO, **ours("q1", "stub")), code("energy = measure(1.0)")
    for order in ([experiment, stub], [stub, experiment]):
        cells = matched_cells(as_bytes(order), assignment)
        assert [cell.source for cell in cells if cell.source] == ["".join(cell["source"]) for cell in order]
    elsewhere = code("def energy(x):\n    return x**2")
    cells = matched_cells(as_bytes([elsewhere, stub]), assignment)
    assert [cell.source for cell in cells if cell.source] == [TWO, elsewhere["source"]]


def test_definitions_are_cut_at_the_left_margin():
    source = "import x\n@jit\n@other\ndef f():\n    def g(): ...\n\nclass A:\n    b = 1\nasync def h(): pass"
    assert [(above, part.splitlines()[0]) for above, part in definitions_in(source)] == [
        (0, "import x"),
        (1, "@jit"),
        (6, "class A:"),
        (8, "async def h(): pass"),
    ]
    assert open_names(TWO) == {"energy"}
    assert len(list(definitions_in("def f(): pass\n" * 10_000))) == 100
