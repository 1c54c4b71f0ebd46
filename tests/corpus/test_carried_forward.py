"""Judging a question again beside the reference brings nothing of the reference out."""

import json

from autograder.course import ROOT, grading_task
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission
from autograder.proof.verify import corpus, differences
from autograder.release import solution_sources

NAME = "hw1_autodiff"
SPY = "attack/shows_the_reference"


def test_the_reference_is_in_no_file_that_a_student_gets(grading_engine, tmp_path):
    [entry] = [entry for entry in corpus(NAME, ROOT) if entry.name == SPY]
    notebook = entry.notebook()
    cells = ["".join(cell["source"]) for cell in json.loads(notebook)["cells"]]
    own = {line.strip() for cell in cells for line in cell.splitlines()}
    reference = {line.strip() for source in solution_sources(NAME, ROOT)["q4"] for line in source.splitlines()}
    secrets = {line for line in reference - own if len(line) > 20}
    assert len(secrets) > 20

    submission = Submission("spy", "spy.ipynb", lambda: notebook)
    [finished] = grade_class(grading_engine, grading_task(NAME), [submission], tmp_path, jobs=1)
    assert differences(finished, entry.expected) == ()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"spy.json", "gradebook.csv"}
    for path in files:
        text = path.read_text("utf-8")
        shown = json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text
        assert [line for line in secrets if line in shown] == []
    # The first look may quote the spy; it has seen nothing then.
    assert "FOUND" in (tmp_path / "results" / "spy.json").read_text("utf-8")
