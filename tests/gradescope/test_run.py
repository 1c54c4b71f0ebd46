"""A container's folders, graded as Gradescope has them graded; whatever is handed in, there are valid results."""

import io
import json
import subprocess
import sys
import time
import zipfile

import pytest

from autograder.course import ROOT
from autograder.gradescope import run as running
from autograder.gradescope.run import run
from autograder.proof.verify import corpus
from autograder.release import build_reference, solution_sources
from autograder.release.notebook import to_json
from lecture08_utils.checking import load
from tests.grading.toy import as_bytes, code

from .schema import points, read_results

NAME = "hw1_autodiff"
CHECKED = load(NAME, hidden=True)
FULL = sum(check.points for check in CHECKED.checks)
# A test for the public and one for the hidden checks of each question, one for each that a person grades.
TESTS = len({(check.question, check.visibility) for check in CHECKED.checks}) + sum(
    question.is_manual for question in CHECKED.assignment.questions
)


@pytest.fixture(scope="module")
def reference() -> bytes:
    return to_json(build_reference(NAME, ROOT)).encode()


@pytest.fixture
def grade(tmp_path, grading_engine):
    """``grade(files)`` hands in files, and returns the exit code and the results."""

    def grade(files, sandbox=None):
        (tmp_path / "results").mkdir(exist_ok=True)
        (tmp_path / "submission").mkdir()
        for name, content in files.items():
            path = tmp_path / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        users = [{"name": "Ada \x1b[2JL", "email": "ada@example.org", "id": 1}]
        (tmp_path / "submission_metadata.json").write_text(json.dumps({"id": 1, "users": users}))
        status = run(tmp_path, NAME, time.monotonic(), sandbox)
        return status, read_results(tmp_path)

    return grade


def zipped(**files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.ipynb", content)
    return buffer.getvalue()


def entry(name: str) -> bytes:
    [found] = [item for item in corpus(NAME, ROOT) if item.name == name]
    return found.notebook()


def test_a_notebook_of_any_name_in_a_zip_beside_another(grade, reference, capsys, tmp_path):
    scratch = as_bytes([code("1 + 1")])
    status, results = grade({"work/all.zip": zipped(mine=reference), "scratch.ipynb": scratch, "notes.txt": b"hi"})
    assert (status, results["score"]) == (0, FULL)
    assert sum(points(results).values()) == FULL
    assert {test.get("status") for test in results["tests"]} == {"passed", None}
    assert "leaderboard" not in results
    printed = capsys.readouterr().out
    assert f"{NAME}, Ada �[2JL: {FULL:g} points." in printed
    assert "\x1b" not in printed
    assert "Ada" not in (tmp_path / "results/results.json").read_text()
    # Before student code ran: nothing of this is for others to read.
    for path in ("submission", "results", "submission_metadata.json"):
        assert not (tmp_path / path).stat().st_mode & 0o077


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "Handed in no file: hand in hw1_autodiff.ipynb."),
        ({"hw1_autodiff.py": b"x = 1"}, "hw1_autodiff.py"),
        ({"hw1_autodiff.ipynb": b"{"}, "not a notebook, or a damaged one"),
        ({"hw1_autodiff.ipynb": b""}, "The file is empty"),
        ({"hw1_autodiff.ipynb": b"[" * 3_000_000}, "far more parts than a notebook"),
        ({"hw1_autodiff.ipynb": b" " * 51_000_000}, "MB"),
        ({"all.zip": b"PK\x03\x04 no zip"}, "all.zip cannot be opened"),
    ],
)
def test_what_cannot_be_graded_scores_nothing_and_is_told_why(grade, files, told):
    status, results = grade(files)
    assert (status, results["score"], results["tests"]) == (0, 0.0, [])
    assert results["output"].startswith("This submission cannot be graded. ")
    assert told in results["output"]


def test_another_assignments_notebook(grade):
    other = to_json(build_reference("hw2_derivatives", ROOT)).encode()
    _, results = grade({"notebook.ipynb": other})
    assert results["score"] == 0.0
    assert "of hw2_derivatives and not of hw1_autodiff" in results["output"]


@pytest.mark.parametrize("name", ["attack/keys_that_speak", "attack/looks_for_the_reference"])
def test_attacks_get_what_they_get_elsewhere_and_no_line_of_the_reference(name, grade):
    notebook = entry(name)
    status, results = grade({"x.ipynb": notebook})
    [expected] = [item.expected.questions for item in corpus(NAME, ROOT) if item.name == name]
    assert status == 0
    found = points(results)
    assert {question: found[question] for question in expected} == expected
    own = {line.strip() for cell in json.loads(notebook)["cells"] for line in "".join(cell["source"]).splitlines()}
    solutions = solution_sources(NAME, ROOT).values()
    secrets = {line.strip() for sources in solutions for source in sources for line in source.splitlines()} - own
    text = json.dumps(results, ensure_ascii=False)
    assert [line for line in secrets if len(line) > 20 and json.dumps(line)[1:-1] in text] == []


def test_a_grader_that_breaks_leaves_points_and_blames_nobody(grade, reference, monkeypatch, capsys):
    def break_after_some(engine, task, student, content, heard):
        def hear(verdict):
            heard(verdict)
            if verdict.id.startswith("q2"):
                raise MemoryError("\x1b[31m the grader")

        return honest(engine, task, student, content, hear)

    honest = running.grade_submission
    monkeypatch.setattr(running, "grade_submission", break_after_some)
    status, results = grade({"x.ipynb": reference})
    assert status == 1
    assert results["output"].startswith("The autograder itself failed, which is not your fault")
    assert 0 < results["score"] < FULL
    printed = capsys.readouterr().out
    assert "MemoryError" in printed
    assert "\x1b" not in printed


HANGS = """
import sys, time
from pathlib import Path
from autograder.gradescope import run as running
running.usable_seconds = lambda settings: 2.0
running._grade = lambda *arguments: time.sleep(60)
sys.exit(running.run(Path(sys.argv[1]), sys.argv[2], time.monotonic()))
"""


def test_a_grader_that_hangs_leaves_in_time(tmp_path):
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", HANGS, tmp_path, NAME], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - started < 50
    assert done.stdout == "The time is up.\n"
    results = read_results(tmp_path)
    assert results["output"].startswith("The time that is allowed here was used up")
    assert len(results["tests"]) == TESTS


def test_no_sandbox(grade, reference, monkeypatch):
    from autograder.engine import NoSafeSandbox

    def refuse(*_, **__):
        raise NoSafeSandbox("none works")

    monkeypatch.setattr(running, "Engine", refuse)
    status, results = grade({"x.ipynb": reference})
    assert (status, results["score"]) == (1, 0.0)


def test_a_course_that_is_not_there(tmp_path):
    assert run(tmp_path, "hw9_nothing", time.monotonic()) == 1
    assert read_results(tmp_path)["score"] == 0.0
