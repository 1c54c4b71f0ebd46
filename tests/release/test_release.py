"""Releases by the real tools: what is in them, that they come out the same, and what `--check` finds."""

from __future__ import annotations

import importlib
import json
import shutil
import zipfile

import nbformat
import pytest

from autograder.release import AuthoringError, ToolError, check_release, grade_ids, read_source, release
from autograder.release.notebook import cell_text, load_notebook
from autograder.release.stale import course_files, find_stale
from autograder.release.tools import run_tool
from lecture08_utils.checking import load

from .course import NAME, ORACLE, SOURCE, SOURCE_FILE, write, write_course

FLAVOURS = ("otter", "nbgrader")


def notebook_of(root, flavour):
    return load_notebook(root / "assignments" / NAME / flavour / f"{NAME}.ipynb")


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_made(released):
    assert set(tree(released / "assignments" / NAME)) == {
        f"otter/{NAME}.ipynb",
        "otter/tests/q1.py",
        "otter/tests/q2.py",
        f"nbgrader/{NAME}.ipynb",
    }
    made = set(tree(released / "dist"))
    assert {f"{NAME}/{file}" for file in ("reference.ipynb", "otter-autograder.zip", "gradescope.zip")} <= made
    assert {"nbgrader/nbgrader_config.py", "nbgrader/gradebook.db", f"nbgrader/source/{NAME}/{NAME}.ipynb"} <= made
    assert len([path for path in made if path.endswith(".whl")]) == 1


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_cell_is_labelled_and_clean(released, flavour):
    notebook = notebook_of(released, flavour)
    nbformat.validate(notebook)
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        assert cell["metadata"]["lecture08"]["question"] in (None, "q1", "q2", "q3")
        assert cell["metadata"]["lecture08"]["role"] in ("prose", "stub", "check", "manual")
        assert set(cell["metadata"]) <= {"lecture08", "nbgrader", "tags", "deletable", "editable"}
        assert not cell.get("outputs")
    assert notebook["metadata"]["kernelspec"]["display_name"] == "Python 3"
    assert "version" not in notebook["metadata"]["language_info"]


def test_both_flavours_hold_the_same_cells_in_the_same_order(released):
    otter, nbgrader = ([_content(cell) for cell in notebook_of(released, flavour)["cells"]] for flavour in FLAVOURS)
    otter, nbgrader = (list(filter(None, cells)) for cells in (otter, nbgrader))
    assert otter == nbgrader
    assert len(otter) == 13


def _content(cell):
    """What a student reads in either flavour: tests of nbgrader and cells that only one tool needs aside."""
    text = cell_text(cell).replace("<!-- BEGIN QUESTION -->\n\n", "").replace("<!-- END QUESTION -->\n\n", "")
    if "import otter" in text or cell["metadata"].get("nbgrader", {}).get("locked"):
        return None
    return cell["metadata"]["lecture08"], text.replace("grader.check(", "check(")


def test_the_reference_is_the_release_solved(released):
    reference = load_notebook(released / "dist" / NAME / "reference.ipynb")
    nbformat.validate(reference)
    changed = []
    for ours, theirs in zip(reference["cells"], notebook_of(released, "otter")["cells"], strict=True):
        assert ours["metadata"] == theirs["metadata"]
        if cell_text(ours) != cell_text(theirs):
            changed.append(ours["metadata"]["lecture08"]["role"])
            assert "SOLUTION" not in cell_text(ours)
    assert changed == ["stub", "stub", "stub", "manual"]


def test_hidden_checks_are_where_graders_look_for_them(released):
    with zipfile.ZipFile(released / "dist" / NAME / "otter-autograder.zip") as archive:
        names = archive.namelist()
        tests = archive.read("tests/q1.py").decode()
        config = json.loads(archive.read("otter_config.json"))
    assert f"files/solutions/{NAME}/q1_force.py" in names
    assert f"files/solutions/{NAME}/oracle.py" in names
    assert f"files/lecture08_utils/{NAME}/mistakes.json" in names
    assert "files/lecture08_utils/checking/notebook.py" in names
    assert "points=2, hidden=True" in tests
    assert config["assignment_name"] == NAME
    source = (released / f"dist/nbgrader/source/{NAME}/{NAME}.ipynb").read_text()
    assert "q1.force_at_random_places" in source


def test_grade_cells_belong_to_checks(released):
    ids = grade_ids(load(NAME, hidden=True))
    cells = (cell["metadata"].get("nbgrader", {}) for cell in notebook_of(released, "nbgrader")["cells"])
    graded = {marks["grade_id"]: marks["points"] for marks in cells if marks.get("grade")}
    assert graded == {"q1-test-1": 1, "q1-test-2": 2, "q2-test-1": 0.5, "q2-test-2": 1.5, "q3-answer-1": 2}
    assert ids["q1-test-2"] == "q1.force_at_random_places"
    assert set(ids) == set(graded) - {"q3-answer-1"}


def test_a_second_release_elsewhere_is_the_same(released, tmp_path, repository):
    elsewhere = tmp_path / "a course with another name"
    elsewhere.mkdir()
    write_course(elsewhere, repository)
    release([NAME], elsewhere, report=lambda sentence: None)
    assert tree(elsewhere / "assignments") == tree(released / "assignments")
    for path in [*(elsewhere / "dist" / NAME).iterdir(), *(elsewhere / "dist").glob("*.whl")]:
        assert path.read_bytes() == (released / path.relative_to(elsewhere)).read_bytes(), path.name


def test_check_is_content_with_a_fresh_release(released):
    before = tree(released / "dist")
    assert check_release(None, released) == []
    assert tree(released / "dist") == before


def test_an_absent_dist_is_no_problem_and_a_stale_one_is(released, tmp_path):
    source, checked = read_source(NAME, released), load(NAME, hidden=True)
    notebook = released / "assignments" / NAME / "nbgrader" / f"{NAME}.ipynb"
    made = course_files(source, checked, notebook.read_bytes())
    assert list(find_stale(made, released, "make them")) == []
    assert list(find_stale(made, tmp_path, "make them")) == []
    stale = tmp_path / "dist" / "nbgrader" / "source" / NAME / f"{NAME}.ipynb"
    write(stale, "{}")
    (problem,) = find_stale(made, tmp_path, "make them")
    place = stale.relative_to(tmp_path).as_posix()
    assert str(problem) == f"{place}:1: This is out of date; run `make them`."


def test_check_finds_what_was_changed_by_hand(released, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(released, root)
    folder = root / "assignments" / NAME
    notebook = folder / "otter" / f"{NAME}.ipynb"
    lines = notebook.read_text().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if '"source": [' in line) + 1
    lines.insert(place, '    "return -stiffness_times_elongation\\n",\n')
    notebook.write_text("".join(lines))
    (folder / "otter/tests/q1.py").unlink()
    write(folder / "otter/tests/q9.py", "x = 1\n")
    write(root / "assignments/hw0/otter/hw0.ipynb", "{}")
    dist = root / "dist"
    write(dist / NAME / "reference.ipynb", "{}")
    write(dist / "nbgrader/nbgrader_config.py", "")
    write(dist / "lecture08_utils-0.0.1-py3-none-any.whl", "")
    (dist / NAME / "otter-autograder.zip").unlink()
    found = {(problem.file, problem.line, problem.message.split()[-1]) for problem in check_release(None, root)}
    assert found == {
        (f"assignments/{NAME}/otter/{NAME}.ipynb", place + 1, f"{NAME}`."),  # stale
        (f"assignments/{NAME}/otter/{NAME}.ipynb", place + 1, f"{SOURCE_FILE}:32."),  # a leak
        (f"assignments/{NAME}/otter/tests/q1.py", 1, f"{NAME}`."),
        (f"assignments/{NAME}/otter/tests/q9.py", 1, "it."),
        ("assignments/hw0", 1, "it."),
        (f"dist/{NAME}/reference.ipynb", 1, f"{NAME}`."),
        ("dist/nbgrader/nbgrader_config.py", 1, "release`."),
        ("dist/lecture08_utils-0.0.1-py3-none-any.whl", 1, "one."),
    }


def test_a_malformed_source_leaves_the_release_alone(course):
    write(course / f"assignments/{NAME}/otter/{NAME}.ipynb", "an earlier release")
    write(course / SOURCE_FILE, SOURCE.replace("    # BEGIN SOLUTION\n    stiff", "    stiff"))
    with pytest.raises(AuthoringError, match="without a `# BEGIN SOLUTION`"):
        release([NAME], course, report=lambda sentence: None)
    assert tree(course / "assignments") == {f"{NAME}/otter/{NAME}.ipynb": b"an earlier release"}


def test_an_oracle_in_the_utilities_stops_the_release(course, monkeypatch):
    # The wheel is what leaks; the notebooks need not be made for that.
    module = importlib.import_module("autograder.release.build")
    monkeypatch.setattr(module, "_make", lambda source, *_: module.Release(source.name, {}, b"", b""))
    write(course / "lecture08_utils/springs.py", ORACLE)
    with pytest.raises(AuthoringError, match=r"lecture08_utils/springs.py:\d+: Secret lines"):
        release([NAME], course, report=lambda sentence: None)
    assert not (course / "assignments").exists()


def test_an_assignment_without_source_or_checks(course):
    with pytest.raises(AuthoringError, match=r"solutions/hw0/source.py:1: There is no such source"):
        release(["hw0"], course, report=lambda sentence: None)
    write(course / "solutions/hw0/source.py", SOURCE.replace(NAME, "hw0"))
    with pytest.raises(AuthoringError, match="The checks of hw0 cannot be loaded"):
        release(["hw0"], course, report=lambda sentence: None)


def test_a_tool_that_fails_says_what_it_printed(tmp_path):
    with pytest.raises(ToolError, match="no-such-command"):
        run_tool("otter", "no-such-command", cwd=tmp_path, scratch=tmp_path)
