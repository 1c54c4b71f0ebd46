"""A student's notebook with the released cells in it as they were released."""

from __future__ import annotations

import json

import pytest
from nbconvert import HTMLExporter
from nbformat import v4
from traitlets.config import Config

from autograder.nbgrader_bridge import configure
from autograder.nbgrader_bridge.cells import ReleasedCell, restored

HIDDEN = 'grade("q1.hidden")'
RELEASED = [
    ReleasedCell("q1-answer-1", "code", "def f(x): ...", False, True, "a", None),
    ReleasedCell("q1-test-1", "code", 'grade("q1.public")', True, False, "b", 1.0),
    ReleasedCell(
        "q1-test-2",
        "code",
        f"# A check\n### BEGIN HIDDEN TESTS\n{HIDDEN}\n### END HIDDEN TESTS",
        True,
        False,
        "c",
        2.0,
    ),
    ReleasedCell("q2-answer-1", "markdown", "_Type here._", False, True, "d", 2.0),
]


def code(source, name=None, **marks):
    return v4.new_code_cell(source, metadata={"nbgrader": {"grade_id": name, **marks}} if name else {})


def prose(source, name=None):
    return v4.new_markdown_cell(source, metadata={"nbgrader": {"grade_id": name}} if name else {})


def handed_in():
    return [
        prose("## q1. A title"),
        code("def f(x): return x", "q1-answer-1"),
        code('grade("q1.public")', "q1-test-1"),
        code("# A check", "q1-test-2"),
        prose("Because.", "q2-answer-1"),
    ]


def restore(cells, stubs=None, answers=None):
    made = restored(cells, RELEASED, stubs or {}, answers or {})
    return [(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source) for cell in made], made


def test_a_notebook_in_order_stays_as_it_is_without_hidden_tests():
    pairs, made = restore(handed_in())
    assert pairs == [
        (None, "## q1. A title"),
        ("q1-answer-1", "def f(x): return x"),
        ("q1-test-1", 'grade("q1.public")'),
        ("q1-test-2", "# A check"),
        ("q2-answer-1", "Because."),
    ]
    assert HIDDEN not in json.dumps(made)
    assert len({cell["id"] for cell in made}) == len(made)


def test_locked_cells_and_metadata_are_those_of_the_release():
    cells = handed_in()
    cells[2] = v4.new_markdown_cell(
        "mine", metadata={"nbgrader": {"grade_id": "q1-test-1", "points": 99, "solution": True}, "tags": ["<b>"]}
    )
    _, made = restore(cells)
    assert (made[2].cell_type, made[2].source) == ("code", 'grade("q1.public")')
    assert made[2].metadata == {"nbgrader": RELEASED[1].marks}
    assert RELEASED[1].marks["points"] == 1.0


def test_of_copied_cells_the_last_counts():
    cells = [*handed_in(), code("def f(x): return 2", "q1-answer-1"), code("", "q1-test-1")]
    pairs, _ = restore(cells)
    assert [name for name, _ in pairs] == [None, None, None, "q1-test-2", "q2-answer-1", "q1-answer-1", "q1-test-1"]


def test_cells_that_are_gone_come_back_behind_what_they_followed():
    cells = handed_in()
    pairs, _ = restore([cells[0], cells[1], cells[4]])
    assert [name for name, _ in pairs] == [None, "q1-answer-1", "q1-test-1", "q1-test-2", "q2-answer-1"]


def test_without_metadata_answers_are_found_by_what_they_are():
    cells = [prose("## q1"), code("def f(x): return x"), prose("## q2"), prose("Because.")]
    pairs, _ = restore(cells, {1: "q1"}, {"q2": "Because."})
    assert pairs == [
        (None, "## q1"),
        ("q1-answer-1", "def f(x): return x"),
        ("q1-test-1", 'grade("q1.public")'),
        ("q1-test-2", "# A check"),
        ("q2-answer-1", "Because."),
        (None, "## q2"),
        (None, "Because."),
    ]


@pytest.mark.parametrize("marks", [None, [], "q1-test-1", {"grade_id": ["q1-test-1"]}, {"grade_id": "q9-test-1"}, {}])
def test_odd_metadata_is_no_released_cell(marks):
    cell = v4.new_code_cell("x", metadata={"nbgrader": marks})
    pairs, made = restore([*handed_in(), cell])
    assert pairs[-1] == (None, "x")
    assert made[-1].metadata == {}


HOSTILE = "<script>steal()</script>"


@pytest.mark.parametrize(
    "cell",
    [
        prose(HOSTILE),
        prose(f"text <img src=x onerror=steal()> {HOSTILE}", "q2-answer-1"),
        prose("[look](javascript:steal())"),
        prose(f"```mermaid\n</pre>{HOSTILE}\n```"),
        prose(f"$x{HOSTILE}$"),
        v4.new_raw_cell(HOSTILE, metadata={"raw_mimetype": "text/html"}),
        v4.new_code_cell("1", outputs=[v4.new_output("display_data", {"text/html": HOSTILE})]),
        v4.new_code_cell("1", metadata={"tags": [HOSTILE], "nbgrader": {"grade_id": HOSTILE}}),
        v4.new_markdown_cell(
            "![a](attachment:a)", attachments={"a": {f'image/png"><i>{HOSTILE}': "", "image/png": f'">{HOSTILE}'}}
        ),
    ],
)
def test_nothing_that_a_student_wrote_runs_in_the_page_of_the_grader(cell):
    configured = Config()
    configure(configured)
    notebook = v4.new_notebook(cells=restored([*handed_in(), cell], RELEASED, {}, {}))
    html, _ = HTMLExporter(config=configured, template_name="classic").from_notebook_node(notebook)
    # Where Jupyter was started in another folder, formgrader knows nothing of our configuration.
    plain = "" if "attachment:" in cell.source else _plain_page(notebook)
    for page in (html, plain):
        assert HOSTILE not in page
        assert "<img src=x" not in page
    assert 'href="javascript:' not in html


def _plain_page(notebook):
    return HTMLExporter(template_name="classic").from_notebook_node(notebook)[0]


def test_less_than_stays_less_than():
    text = "For $a<b$ and `a<b`: a < b."
    _, made = restore([prose(text, "q2-answer-1")])
    assert made[0].source == "For $a< b$ and `a< b`: a < b."


def test_a_picture_in_an_answer_is_shown():
    config = Config()
    configure(config)
    cell = v4.new_markdown_cell(
        "![a](attachment:a.png) and $a<b$",
        metadata={"nbgrader": {"grade_id": "q2-answer-1"}},
        attachments={"a.png": {"image/png": "iVBORw0KGgo="}},
    )
    notebook = v4.new_notebook(cells=restored([cell], RELEASED, {}, {}))
    html, _ = HTMLExporter(config=config, template_name="classic").from_notebook_node(notebook)
    assert "data:image/png;base64,iVBORw0KGgo=" in html
    assert "$a&lt; b$" in html


def test_formgrader_takes_mathjax_from_its_own_server_first():
    config = Config()
    configure(config)
    resources = {"base_url": "", "index": 0, "total": 1}
    notebook = v4.new_notebook(cells=restored(handed_in(), RELEASED, {}, {}))
    html, _ = HTMLExporter(config=config, template_name="formgrade").from_notebook_node(notebook, resources)
    assert 0 < html.index("static/components/MathJax") < html.index("https://cdnjs.cloudflare.com/ajax/libs/mathjax")
    assert "Full credit" in html
