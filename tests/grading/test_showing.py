"""Released cells that only show something: which they are, and which of a submission's cells are taken for one."""

import json

import pytest

from autograder.course import ROOT, grading_task
from autograder.grading.matching import cells_to_run
from autograder.grading.released import released_cells, showing_sources
from lecture08_utils.checking import assignment_names
from lecture08_utils.notebooks.matching import MatchedCell

from .toy import as_bytes, code, ours, prose

DRAWS = "x = np.linspace(0, 1)\nvalues = []\nfor f in (force,):\n    values.append(f(x))\nplot(x, values)"


@pytest.fixture
def release(tmp_path):
    def write(*sources):
        cells = [code(source, **ours(None, "prose")) for source in sources]
        cells += [code("def force(x):\n    ...", **ours("q1", "stub")), prose("plot(x)", **ours(None, "prose"))]
        folder = tmp_path / "assignments" / "hw" / "otter"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "hw.ipynb").write_bytes(as_bytes(cells))
        return showing_sources(released_cells("hw", tmp_path), {"force"})

    return write


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (DRAWS, {"x", "values", "f"}),
        ("plot()", set()),
        ("with watch() as looks:\n    a, b = train()\nlooks.values[0] = 1", {"looks", "a", "b"}),
    ],
)
def test_what_only_shows_something(release, source, names):
    assert release(source) == {source: frozenset(names)}


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nplot(np.ones(3))",
        "from plots import plot\nplot()",
        "def load(x):\n    return x\n\nplot(load(1))",
        "jax.config.update('jax_enable_x64', True)",
        "np.random.seed(0)",
        "plt.rcParams['figure.dpi'] = 100",
        "settings.size = 3",
        "data[0].values.sort()",
        "force = jit(force)",
        "del x",
        "def count():\n    global n\n    n = 1\n\ncount()",
    ],
)
def test_what_may_do_more_is_always_run(release, source):
    assert release(source) == {}


def test_a_cell_is_left_out_only_if_it_is_as_released():
    def cell(index, source, is_stub=False):
        return MatchedCell(index, source, "q1", is_stub)

    showing = {DRAWS: frozenset({"x"})}
    cells = [
        cell(0, DRAWS),
        cell(1, DRAWS.replace("\n", "\r\n") + "\n"),
        cell(2, DRAWS + "\nforce = 3"),
        cell(3, DRAWS, is_stub=True),
    ]
    assert [item.shows for item in cells_to_run(cells, (), showing)] == [{"x"}, {"x"}, None, None]
    assert [item.shows for item in cells_to_run(cells)] == [None] * 4


def test_given_cells_that_were_merged_are_both_replaced():
    given = ["import numpy as np\nimport math", "def slope(f):\n    return f"]
    merged = MatchedCell(0, "\n".join(given) + "\na = = 1", None, False)
    (cell,) = cells_to_run([merged], given)
    assert cell.released == "\n\n".join(given)


@pytest.mark.parametrize("name", assignment_names())
def test_the_figures_of_the_course_are_found(name):
    """Each given cell either makes names for the questions, or only shows something."""
    task = grading_task(name)
    released = json.loads((ROOT / f"assignments/{name}/otter/{name}.ipynb").read_text("utf-8"))["cells"]
    given = {
        "".join(cell["source"])
        for cell in released
        if cell["cell_type"] == "code" and cell["metadata"].get("lecture08", {}).get("role") == "prose"
    }
    assert task.showing
    assert given - {*task.showing} - {*task.given} == {
        source for source in given if source.startswith("from lecture08_utils")
    } - {*task.given}


def test_a_given_cell_that_was_deleted_is_put_back_where_its_names_are_missing():
    given = ["import numpy as np\nfrom math import pi", "def at_points(f):\n    return f"]
    cells = [
        MatchedCell(3, "y = at_points(np)", "q1", True),
        MatchedCell(4, "pi = 3", "q1", False, frozenset({"pi"})),
    ]
    assert [(cell.index, cell.source) for cell in cells_to_run(cells, given)][:2] == [(5, given[0]), (6, given[1])]
    own = MatchedCell(0, "import numpy as np; pi = 3", None, False, frozenset({"np", "pi"}))
    assert [cell.source for cell in cells_to_run([own, *cells], given)] == [
        given[1],
        own.source,
        *(cell.source for cell in cells),
    ]
