"""The result of a file is taken only if it is of that student and of that very file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from autograder.grading.names import file_stems
from autograder.nbgrader_bridge.verdicts import NoVerdict, find_result

from .test_scores import result

CONTENT = b'{"cells": []}'
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def graded(tmp_path):
    """A folder with a result of ada's."""
    write(tmp_path / "verdicts" / "hw", "ada")
    return tmp_path / "verdicts" / "hw"


@pytest.fixture
def submitted(tmp_path):
    path = tmp_path / "hw.ipynb"
    path.write_bytes(CONTENT)
    return path


def write(folder, student, stem=None, **changes):
    (folder / "results").mkdir(parents=True, exist_ok=True)
    tree = replace(result(), student=student, sha256=DIGEST, **changes).to_json()
    (folder / "results" / f"{stem or file_stems([student])[student]}.json").write_text(json.dumps(tree))


def test_the_result_of_this_file(graded, submitted):
    assert find_result(graded, "hw", "ada", submitted).student == "ada"


def test_names_that_are_no_file_names_or_alike(graded, submitted):
    write(graded, "Jane Doe")
    both = file_stems(["Bob", "bob"])
    for student, stem in both.items():
        write(graded, student, stem)
    for student in ("Jane Doe", "Bob", "bob"):
        assert find_result(graded, "hw", student, submitted).student == student


def test_another_file(graded, submitted):
    submitted.write_bytes(CONTENT + b"\n")
    with pytest.raises(NoVerdict, match=r"^ada: another file was graded than .*hw\.ipynb; run `lecture08 grade hw "):
        find_result(graded, "hw", "ada", submitted)


@pytest.mark.parametrize("student", ["zoe", "Ada"])
def test_no_result(graded, submitted, student):
    with pytest.raises(NoVerdict, match=rf"^{student}: there is no result .* --out verdicts/hw`$"):
        find_result(graded, "hw", student, submitted)


def test_a_damaged_result_is_none(graded, submitted):
    (graded / "results" / "ada.json").write_text("{")
    with pytest.raises(NoVerdict, match="there is no result"):
        find_result(graded, "hw", "ada", submitted)


def test_of_another_assignment(graded, submitted):
    write(graded, "ada", assignment="hw9")
    with pytest.raises(NoVerdict, match="is of hw9, not of hw"):
        find_result(graded, "hw", "ada", submitted)
