"""Corpus scripts become the notebooks that such students hand in."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest

from autograder.grading.released import NotReleased, released_cells, stub_sources
from autograder.release import AuthoringError, build_submission, read_source
from autograder.release.notebook import cell_text
from autograder.release.solve import leftovers

from .course import NAME, write


@pytest.fixture
def submit(released, tmp_path):
    """``submit(script)`` builds the notebook of a script of the released toy course."""

    def build(script: str, flavour: str = "otter"):
        path = tmp_path / "solutions" / NAME / "corpus" / "wrong" / "script.py"
        write(path, script)
        return build_submission(path, released, flavour)

    return build


def answers(notebook, question):
    return [
        cell_text(cell)
        for cell in notebook["cells"]
        if cell["metadata"].get("lecture08", {}).get("question") == question
        and cell["metadata"]["lecture08"]["role"] in ("stub", "manual")
    ]


@pytest.mark.parametrize("flavour", ["otter", "nbgrader"])
def test_the_reference_answers_what_is_not_mentioned(submit, flavour):
    notebook = submit('# %% question="q1"\ndef force(k, x):\n    return k * x\n', flavour)
    assert answers(notebook, "q1") == ["def force(k, x):\n    return k * x"]
    assert "return k * x * x / 2" in answers(notebook, "q2")[0]
    assert "angular_frequency = " in answers(notebook, "q2")[1]
    assert "quadratic" in answers(notebook, "q3")[0]
    nbformat.validate(notebook)


def test_an_edited_stub_keeps_the_marks_of_the_tools(submit):
    notebook = submit('# %% question="q1"\nforce = None\n', "nbgrader")
    (cell,) = (cell for cell in notebook["cells"] if cell_text(cell) == "force = None")
    assert cell["metadata"]["nbgrader"]["grade_id"] == "q1-answer-1"


def test_an_untouched_release(submit, released):
    notebook = submit("# %% [raw]\n# base: release\n")
    stubs = stub_sources(released_cells(NAME, released))
    assert {question: answers(notebook, question) for question in ("q1", "q2", "q3")} == stubs


def test_one_cell_in_place_of_two(submit):
    assert answers(submit('# %% question="q2"\nenergy = period = 3\n'), "q2") == ["energy = period = 3"]


def test_two_cells_in_place_of_one(submit):
    notebook = submit('# %% question="q1"\na = 1\n# %% question="q1"\nb = 2\n')
    assert answers(notebook, "q1") == ["a = 1", "b = 2"]
    nbformat.validate(notebook)


def test_deleted_questions(submit):
    notebook = submit("# %% [raw]\n# delete: [q2]\n")
    assert answers(notebook, "q2") == []
    assert len(answers(notebook, "q1")) == 1


def test_questions_that_stay_untouched(submit):
    released, notebook = submit("# %% [raw]\n# base: release\n"), submit("# %% [raw]\n# untouched: [q2]\n")
    assert answers(notebook, "q2") == answers(released, "q2")
    assert answers(notebook, "q1") == answers(submit(""), "q1") != answers(released, "q1")


def test_additional_cells_stand_behind_the_answer(submit):
    notebook = submit('# %% after="q2"\nenergy = None\n')
    texts = [cell_text(cell) for cell in notebook["cells"]]
    place = texts.index("energy = None")
    assert "angular_frequency" in texts[place - 1]
    assert notebook["cells"][place]["metadata"] == {}
    nbformat.validate(notebook)


def test_an_answer_in_prose_and_a_note_to_the_reader(submit):
    notebook = submit('# %% [markdown]\n# Why this is wrong.\n# %% [markdown] question="q3"\n# Because.\n')
    assert answers(notebook, "q3") == ["Because."]
    assert not any("Why this is wrong" in cell_text(cell) for cell in notebook["cells"])


@pytest.mark.parametrize(
    ("script", "line", "message"),
    [
        ("# %%\nx = 1\n", 1, "A cell needs"),
        ('# %% question="q1" after="q2"\nx = 1\n', 1, "A cell needs"),
        ("# %% [raw]\n# base: nothing\n", 2, "Settings are"),
        ("# %% [raw]\n# basis: release\n", 2, "Settings are"),
        ("# %% [raw]\n# base: [\n", 2, "not YAML"),
        ('# %% [raw]\n# delete: [q1]\n# %% question="q1"\nx = 1\n', 4, "both answered here and deleted"),
        ('# %% [raw]\n# untouched: [q1]\n# %% question="q1"\nx = 1\n', 4, "both answered here and left untouched"),
    ],
)
def test_scripts_that_are_refused(submit, script, line, message):
    with pytest.raises(AuthoringError) as caught:
        submit(script)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert message in problem.message


def test_an_assignment_without_release(course, tmp_path):
    with pytest.raises(NotReleased, match="run `lecture08 release toy_springs`"):
        released_cells(NAME, course)


def test_looking_up_stubs_imports_no_slow_library():
    code = "import sys, autograder.course; print([m for m in ('jupytext', 'nbformat', 'otter') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_said_of_a_question_that_is_gone_counts_for_nothing_and_is_named(submit, released, course):
    settings = "# %% [raw]\n# delete: [q7]\n# untouched: [q6]\n# fails: {q8.check: missing}\n"
    script = f'{settings}\n# %% question="q9"\nx = 1\n'
    assert submit(script)["cells"] == submit("")["cells"]
    write(course / "solutions" / NAME / "corpus" / "wrong" / "old.py", script)
    found = list(leftovers(read_source(NAME, course), course))
    assert [(problem.file, problem.message.split(":")[0]) for problem in found] == [
        (f"solutions/{NAME}/corpus/wrong/old.py", f"There is no question {question}")
        for question in ("q6", "q7", "q8", "q9")
    ]
