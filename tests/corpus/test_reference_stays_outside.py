"""The reference enters no process that runs student code, whatever a submission gets wrong."""

import json

import pytest

from autograder.course import ROOT, grading_task
from autograder.engine import Engine, worker_handle
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission
from autograder.proof.verify import corpus, differences
from autograder.release import solution_sources
from lecture08_utils.checking import decode

NAME = "hw1_autodiff"
ENTRIES = ("attack/looks_for_the_reference", "wrong_answer/early_error_alone", "wrong_answer/early_and_later_error")


@pytest.fixture
def sent(monkeypatch) -> list[bytes]:
    """Every message that the grader sends to a worker."""
    messages: list[bytes] = []

    def frame(number: int, message: bytes) -> bytes:
        messages.append(message)
        return honest(number, message)

    honest = worker_handle.frame
    monkeypatch.setattr(worker_handle, "frame", frame)
    return messages


@pytest.mark.parametrize("name", ENTRIES)
def test_workers_get_the_cells_of_the_submission_and_no_line_of_the_reference(
    name, sent, grading_engine, tmp_path, monkeypatch
):
    """These fail q4, and q5 and q7 after it."""
    [entry] = [entry for entry in corpus(NAME, ROOT) if entry.name == name]
    notebook = entry.notebook()
    cells = ["".join(cell["source"]) for cell in json.loads(notebook)["cells"]]
    own = {line.strip() for cell in cells for line in cell.splitlines()}
    solutions = solution_sources(NAME, ROOT).values()
    reference = {line.strip() for sources in solutions for source in sources for line in source.splitlines()}
    secrets = {line for line in reference - own if len(line) > 20}
    assert len(secrets) > 20

    starts = []
    start = Engine.run
    monkeypatch.setattr(Engine, "run", lambda *args, **options: starts.append(1) or start(*args, **options))
    submission = Submission("ada", "ada.ipynb", lambda: notebook)
    [finished] = grade_class(grading_engine, grading_task(NAME), [submission], tmp_path, jobs=1).finished
    assert differences(finished, entry.expected) == ()
    assert finished.result
    marks = {item.id: item.builds_on_failed for item in finished.result.questions if item.builds_on_failed}
    assert marks == {"q5": ("q4",), "q7": ("q4",)}

    assert starts == [1]
    run = [decode(message)["source"] for message in sent if b'"op":"cell"' in message]
    assert len(run) > 5
    # Otter's calls are taken out of the cells, nothing is put in.
    assert [line for source in run for line in source.splitlines() if line.strip() not in {*own, "pass"}] == []
    texts = [message.decode("utf-8", "replace") for message in sent]
    assert [line for line in secrets if any(json.dumps(line)[1:-1] in text or line in text for text in texts)] == []
    for path in (tmp_path / "results").iterdir():
        shown = json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)
        assert [line for line in secrets if line in shown] == []


def test_grading_reads_no_solution(grading_engine, tmp_path, monkeypatch):
    """What the grader has not read it cannot give away: the source with the solutions stays closed."""
    [entry] = [entry for entry in corpus(NAME, ROOT) if entry.name == ENTRIES[1]]
    notebook = entry.notebook()

    def refuse(*_):
        raise AssertionError("a source is read")

    monkeypatch.setattr("autograder.release.solve.read_source", refuse)
    monkeypatch.setattr("autograder.release.source.read_cells", refuse)
    submission = Submission("ada", "ada.ipynb", lambda: notebook)
    [finished] = grade_class(grading_engine, grading_task(NAME), [submission], tmp_path, jobs=1).finished
    assert differences(finished, entry.expected) == ()
