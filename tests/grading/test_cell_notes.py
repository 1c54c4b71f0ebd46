"""What the TA is told about cells that failed, and about notebooks that this Python is too old for."""

import json
import sys

import pytest

from autograder.engine.model import Fault
from autograder.grading.cell_notes import notes_on_cells
from autograder.grading.submission import grade_submission
from lecture08_utils.notebooks.matching import MatchedCell

from .toy import RIGHT, TASK, FakeEngine, notebook


def written_in(version: str, **answers: str) -> bytes:
    tree = json.loads(notebook(**answers))
    return json.dumps(tree | {"metadata": {"language_info": {"name": "python", "version": version}}}).encode()


def graded(content):
    return grade_submission(FakeEngine(), TASK, "ada", content)


def test_a_notebook_of_a_newer_python_is_not_graded_where_it_fails():
    done = graded(written_in("99.1.0", q1="a = = 1\n" + RIGHT["q1"]))
    first, second, _ = done.result.questions
    assert [check.verdict for check in first.checks] == ["not_graded"] * 2
    assert (first.not_graded, second.score) == (3.0, 3.3)
    here = ".".join(map(str, sys.version_info[:2]))
    assert (
        f"cell 3 is not Python {here}, and the notebook says that it was written in 99.1: grade it with that"
        in done.diagnostics[1]
    )


@pytest.mark.parametrize("version", ["3.6.1", "3.11.2", ""])
def test_a_slip_of_the_pen_is_one_in_every_python(version):
    done = graded(written_in(version, q1="a = = 1\n" + RIGHT["q1"]))
    assert [check.verdict for check in done.result.questions[0].checks] == ["run_time_error"] * 2


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize(
    "line", ["type Number = float", "def twice[T](x: T) -> T: return 2 * x", "class Box[T]: pass"]
)
def test_newer_syntax_is_known_without_being_told(line):
    done = graded(notebook(q1=f"{line}\n{RIGHT['q1']}"))
    assert [check.verdict for check in done.result.questions[0].checks] == ["not_graded"] * 2


def test_a_wrong_answer_beside_a_cell_that_cannot_be_read_stays_wrong():
    done = graded(written_in("99.1", q1="a = = 1\n" + RIGHT["q1"], q2="def energy(x):\n    return 0"))
    assert [check.verdict for check in done.result.questions[1].checks] == ["wrong_answer"] * 2


def test_a_cell_that_cannot_be_read_excuses_its_own_question_alone():
    done = graded(written_in("99.1", q1="a = = 1\n" + RIGHT["q1"], q2="def energy(x):\n    return 1 / 0"))
    first, second, _ = done.result.questions
    assert {check.verdict for check in first.checks} == {"not_graded"}
    assert {check.verdict for check in second.checks} == {"run_time_error"}


def test_one_above_all_questions_excuses_what_needs_its_names():
    tree = json.loads(
        written_in("99.1", q1="def force(x):\n    return helper(x)", q2="def energy(x):\n    return 1 / 0")
    )
    tree["cells"].insert(0, {**tree["cells"][0], "source": "def helper(x):\n    return x\na = = 1"})
    done = graded(json.dumps(tree).encode())
    first, second, _ = done.result.questions
    assert {check.verdict for check in first.checks} == {"not_graded"}
    assert {check.verdict for check in second.checks} == {"run_time_error"}


def test_a_cell_that_only_mentions_a_slip_excuses_nothing():
    done = graded(written_in("99.1", q1="raise ValueError('SyntaxError')\n" + RIGHT["q1"]))
    assert {check.verdict for check in done.result.questions[0].checks} == {"run_time_error"}


def test_notes_are_short_clean_and_few():
    cells = [MatchedCell(index, f"x\x1b[31m = {'9' * 10**6}", "q1", True) for index in range(40)]
    faults = {cell.index: Fault("run_time_error", "It raised.", "Odd: \x1b[2J\n" + "x" * 10**6) for cell in cells}
    notes = list(notes_on_cells(cells, faults))
    assert len(notes) == 7
    assert notes[-1] == "34 more cells failed"
    assert all(len(note) < 400 and note.isprintable() for note in notes)
