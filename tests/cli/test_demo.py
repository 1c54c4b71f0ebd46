"""`lecture08 demo`: the sample class is handed in, graded and compared; here with the toy assignment."""

import json

import pytest
from click.testing import CliRunner

import autograder.authoring
import autograder.engine
from autograder import demo
from lecture08_utils.cli import commands
from tests.grading.toy import TASK, notebook

from .test_grader_commands import Engine

ENTRIES = {
    "accepted/reference": (notebook(), {}),
    "wrong_answer/sign": (
        notebook(q1="def force(x): return 2 * x"),
        {"questions": {"q1": 0.0}, "misconceptions": {}},
    ),
}


@pytest.fixture
def course(tmp_path, monkeypatch):
    sign = dict.fromkeys(("q1.force_at_three_places", "q1.force_at_random_places"), "the sign of the force")
    for name, (content, expected) in ENTRIES.items():
        path = tmp_path / "tests" / "submissions" / "toy_springs" / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        expected = {"portable": True} | expected | ({"misconceptions": sign} if "misconceptions" in expected else {})
        path.with_suffix(".expected.json").write_text(json.dumps(expected))
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    monkeypatch.setattr(demo, "ASSIGNMENT", "toy_springs")
    monkeypatch.setattr(demo, "CLASS", {"Emmy Noether": "accepted/reference", "Ludwig O'B": "wrong_answer/sign"})
    monkeypatch.setattr(demo, "grading_task", lambda name: TASK)
    monkeypatch.setattr(
        autograder.authoring, "release", lambda names, root, report: report(f"{names[0]} is released.")
    )
    monkeypatch.setattr(autograder.engine, "Engine", Engine)
    return tmp_path


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
    assert {path.name for path in (course / "out").iterdir()} == {"submissions", "results", "gradebook.csv"}
    assert {path.name for path in (course / "out" / "results").iterdir()} == {
        "Emmy%20Noether.json",
        "Ludwig%20O%27B.json",
    }


def test_a_score_that_differs_fails_the_command(course):
    path = course / "tests" / "submissions" / "toy_springs" / "accepted" / "reference.expected.json"
    path.write_text('{"portable": true, "questions": {"q2": 1.1}}')
    result = run(course / "out")
    assert result.exit_code == 1
    assert "Emmy Noether: q2 scores 3.3 instead of 1.1" in result.stderr


def test_an_entry_that_is_gone_is_named(course, monkeypatch):
    monkeypatch.setattr(demo, "CLASS", {"Emmy Noether": "accepted/nothing"})
    result = run(course / "out")
    assert result.exit_code == 1
    assert "the sample class needs accepted/nothing" in result.stderr


def test_a_second_demo_forgets_the_first_class(course, monkeypatch):
    run(course / "out")
    monkeypatch.setattr(demo, "CLASS", {"Max Born": "accepted/reference"})
    assert run(course / "out").exit_code == 0
    assert [path.name for path in (course / "out" / "results").iterdir()] == ["Max%20Born.json"]
