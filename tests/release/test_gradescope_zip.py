"""What Gradescope gets: what grading of one assignment needs, and nothing else."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from autograder.release import read_source
from autograder.release.closure import third_party
from autograder.release.gradescope import make_gradescope

from .course import NAME, PRIVATE_FILES


@pytest.fixture(scope="module")
def archive(released):
    with zipfile.ZipFile(released / "dist" / NAME / "gradescope.zip") as opened:
        yield {info.filename: opened.read(info) for info in opened.infolist()}


def test_what_gradescope_looks_for(released, archive):
    with zipfile.ZipFile(released / "dist" / NAME / "gradescope.zip") as opened:
        for script in ("setup.sh", "run_autograder"):
            assert opened.getinfo(script).external_attr >> 16 == 0o100755
    assert archive["setup.sh"].startswith(b"#!/usr/bin/env bash\n")
    assert b'-m autograder.gradescope "$autograder" toy_springs ' in archive["run_autograder"]
    assert json.loads(archive["gradescope.json"])["hidden"] == "after_published"
    assert json.loads(archive["not_graded.json"])["score"] == 0


def test_the_private_half_of_this_assignment_without_its_source(archive):
    private = {path for path in archive if path.startswith("solutions/")}
    assert private == {"solutions/__init__.py", *PRIVATE_FILES}
    assert not [path for path in archive if path.endswith("source.py") or "corpus" in path or "tests/" in path]
    assert {path for path in archive if path.startswith("assignments/")} == {f"assignments/{NAME}/otter/{NAME}.ipynb"}
    assert set(json.loads(archive.get("autograder/budgets/cpu.json", b'{"assignments": {}}'))["assignments"]) <= {
        NAME
    }


def test_no_line_of_a_solution(released, archive):
    text = "\n".join(contents.decode() for path, contents in archive.items() if path != "constraints.txt")
    lines = [line.strip() for cell in read_source(NAME, released).cells for _, line in cell.solution_lines()]
    assert len(lines) > 3
    assert [line for line in lines if len(line) > 20 and line in text] == []


def test_of_the_grader_only_what_grades(archive):
    parts = {path.split("/")[1] for path in archive if path.startswith("autograder/") and path.count("/") > 1}
    assert parts == {"budgets", "engine", "gradescope", "grading"}
    assert {"autograder/engine/worker/server.py", "autograder/engine/worker/__main__.py"} <= set(archive)


def test_everything_that_is_imported_is_installed(archive, repository):
    wanted = archive["requirements.txt"].decode().splitlines()
    names = {re.split(r"[^\w-]", line)[0] for line in wanted}
    assert not names & {"jupyterlab", "nbgrader", "otter-grader", "pytest"}
    assert archive["constraints.txt"] == (repository / "requirements.txt").read_bytes()
    assert "scipy" in names
    # traitlets comes with ipython.
    imported = {"pyyaml" if name == "yaml" else name.lower() for name in third_party(archive)}
    assert imported <= {*names, "traitlets"}


def test_it_comes_out_the_same(released, archive):
    notebook = archive[f"assignments/{NAME}/otter/{NAME}.ipynb"]
    made = make_gradescope(NAME, released, notebook)
    assert made == (released / "dist" / NAME / "gradescope.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
