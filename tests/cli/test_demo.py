"""`lecture08 demo`: the sample class is handed in, graded and compared; here with the toy assignment."""

import json

import pytest
from click.testing import CliRunner

import autograder.course
import autograder.engine
import autograder.release
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission
from autograder.proof import verify
from lecture08_utils.cli import commands
from tests.grading.toy import CHECKED, TASK, FakeEngine, notebook

from .test_grader_commands import Engine

SIGN = "the sign of the force"
SCRIPTS = {
    "accepted/reference": "",
    "wrong_answer/sign": "# %% [raw]\n"
    f"# fails: {{q1.force_at_three_places: {SIGN}, q1.force_at_random_places: {SIGN}}}\n",
}


def build(path, root):
    """What `build_submission` would make of them if the toy were released."""
    content = notebook() if path.stem == "reference" else notebook(q1="def force(x): return 2 * x")
    return json.loads(content)


@pytest.fixture
def course(tmp_path, monkeypatch):
    for name, text in SCRIPTS.items():
        path = tmp_path / "solutions" / "toy_springs" / "corpus" / f"{name}.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    monkeypatch.setattr(verify, "build_submission", build)
    monkeypatch.setattr(verify, "load", lambda name, hidden: CHECKED)
    monkeypatch.setattr(autograder.course, "ROOT", tmp_path)
    monkeypatch.setattr(autograder.course, "grading_task", lambda name: TASK)
    hand_in(tmp_path, {"Emmy Noether": "accepted/reference", "Ludwig O'B": "wrong_answer/sign"})
    monkeypatch.setattr(autograder.release, "release", lambda names, root, report: report(f"{names[0]} is released."))
    monkeypatch.setattr(autograder.engine, "Engine", Engine)
    return tmp_path


def hand_in(root, entries):
    path = root / "solutions" / "sample_class.json"
    path.write_text(json.dumps({"assignment": "toy_springs", "class": entries}))


def run(out):
    return CliRunner().invoke(commands(), ["demo", "--out", str(out)])


def test_a_class_that_gets_what_it_should(course):
    result = run(course / "out")
    assert result.exit_code == 0, result.output
    assert "toy_springs is released." in result.stdout
    rows = {line.split("│")[1].strip(): line for line in result.stdout.splitlines() if line.startswith("│")}
    assert [cell.strip() for cell in rows["Ludwig O'B"].split("│")[2:-1]] == [
        *("wrong_answer/sign", "0", "3.3", "–", "3.3/8.3", "1.8", "3.3 ✓")
    ]
    shown = {path.name for path in (course / "out").iterdir() if not path.name.startswith(".")}
    assert shown == {
        *("submissions", "submitted", "results", "gradebook.csv"),
        *("feedback", "feedback.zip", "report.html"),
    }
    assert {path.stem for path in (course / "out" / "feedback").iterdir()} == {"Emmy%20Noether", "Ludwig%20O%27B"}
    assert f"Report on the class: {course / 'out' / 'report.html'}" in result.stdout
    assert {path.name for path in (course / "out" / "results").iterdir()} == {
        "Emmy%20Noether.json",
        "Ludwig%20O%27B.json",
    }


def test_a_score_that_differs_fails_the_command(course):
    path = course / "solutions" / "toy_springs" / "corpus" / "accepted" / "reference.py"
    path.write_text("# %% [raw]\n# fails: {q2.energy_is_even: wrong_answer}\n")
    result = run(course / "out")
    assert result.exit_code == 1
    assert "Emmy Noether: q2 scores 3.3 instead of 1.1" in result.stderr


def test_an_entry_that_is_gone_is_named(course):
    hand_in(course, {"Emmy Noether": "accepted/nothing"})
    result = run(course / "out")
    assert result.exit_code == 1
    assert "the sample class needs accepted/nothing" in result.stderr


def test_a_real_class_is_not_replaced(course, tmp_path):
    out = course / "out"
    grade_class(FakeEngine(), TASK, [Submission("ada", "ada.ipynb", notebook)], out, jobs=1)
    result = run(out)
    assert (result.exit_code, "holds results of ada" in result.stderr) == (1, True), result.output
    assert (out / "results" / "ada.json").exists()


def test_a_second_demo_forgets_the_first_class(course):
    run(course / "out")
    hand_in(course, {"Max Born": "accepted/reference"})
    assert run(course / "out").exit_code == 0
    assert [path.name for path in (course / "out" / "results").iterdir()] == ["Max%20Born.json"]
