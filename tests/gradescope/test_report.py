"""Verdicts in Gradescope's words."""

import json

import jsonschema
import pytest

from autograder.gradescope.report import empty_report, report, write_report
from autograder.gradescope.settings import BadSettings, Settings, read_settings
from autograder.grading.submission import grade_submission
from tests.grading.toy import CHECKED, TASK, FakeEngine, notebook

from .schema import SCHEMA, points, read_results

WRONG = {"q1": "def force(x):\n    return 2 * x"}


USUAL = Settings()


def reported(settings=USUAL, **answers):
    verdicts = {}
    grade_submission(FakeEngine(), TASK, "ada", notebook(**answers), lambda item: verdicts.update({item.id: item}))
    results = report(CHECKED, verdicts, settings, [])
    jsonschema.validate(results, SCHEMA)
    return results


def test_all_is_heard_and_adds_up():
    results = reported()
    assert results["score"] == 6.3
    assert points(results) == {"q1": 3.0, "q2": 3.3}
    assert [test["number"] for test in results["tests"]] == ["1.1", "1.2", "2.1", "2.2", "3"]
    assert [test.get("status") for test in results["tests"]] == ["passed"] * 4 + [None]


def test_what_is_wrong_is_said_as_in_the_notebook():
    public, hidden, *_ = reported(**WRONG)["tests"]
    assert public["output"].startswith("✗ The force is −kx at three places. (0 of 1 points)\n")
    for part in ("Returned", "Looks like", "the sign of the force", "Which way?"):
        assert part in public["output"]
    assert (public["score"], public["max_score"], public["status"]) == (0.0, 1.0, "failed")
    assert (hidden["score"], hidden["max_score"], hidden["status"]) == (0.0, 2.0, "failed")
    assert "Returned" not in hidden["output"]


@pytest.mark.parametrize("answers", [{}, WRONG])
def test_what_everybody_sees_says_nothing_of_hidden_checks(answers):
    results = reported(**answers)
    seen = [test for test in results["tests"] if test["visibility"] == "visible"]
    public = 2.1 if not answers else 1.1
    assert results["output"].splitlines() == [
        f"Public checks: {public:g} of 2.1 points.",
        "Hidden checks: 4.2 points at most.",
        "q3 is read by a person: 2 points.",
    ]
    text = json.dumps([seen, results["output"]], ensure_ascii=False)
    assert "at random places" not in text
    assert results["stdout_visibility"] == "hidden"
    assert {test["visibility"] for test in results["tests"] if ".2" in test["number"]} == {"after_published"}


def test_an_instructor_may_show_hidden_checks():
    results = reported(Settings(hidden="visible"))
    assert "Hidden checks: 4.2 of 4.2 points." in results["output"]
    assert {test["visibility"] for test in results["tests"]} == {"visible"}


def test_questions_for_a_person_have_no_automatic_points():
    manual = reported()["tests"][-1]
    assert manual["name"] == "q3. In words: read by a person, 2 points"
    assert not {"score", "max_score", "status"} & set(manual)


def test_nothing_that_a_student_wrote_reorders_or_hides_text(tmp_path):
    loud = "def force(x):\n    raise ValueError('\\x1b[2J\\u202e\\ud800' + 'x' * 10**6)"
    results = reported(q1=loud)
    (tmp_path / "results").mkdir()
    write_report(tmp_path / "results/results.json", results)
    assert read_results(tmp_path) == results
    assert not {"\x1b", "\u202e", "\ud800"} & set(json.dumps(results, ensure_ascii=False))
    assert len(json.dumps(results)) < 100_000


def test_an_empty_report_is_one():
    jsonschema.validate(empty_report("Nothing."), SCHEMA)


def test_settings_of_all_and_of_one(tmp_path):
    assert read_settings(tmp_path, "hw1") == Settings()
    (tmp_path / "gradescope.json").write_text('{"hidden": "hidden", "hw2": {"minutes": 40}}')
    assert read_settings(tmp_path, "hw1") == Settings(hidden="hidden")
    assert read_settings(tmp_path, "hw2") == Settings(40, hidden="hidden")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "must hold an object"),
        ('{"minute": 3}', "has minute; there are minutes, public, hidden"),
        ('{"public": "never"}', "public is one of visible"),
        ('{"minutes": 41}', "from 1 to 40"),
        ('{"minutes": "10"}', "from 1 to 40"),
        ('{"minutes": NaN}', "from 1 to 40"),
    ],
)
def test_settings_that_are_refused(tmp_path, text, message):
    (tmp_path / "gradescope.json").write_text(text)
    with pytest.raises(BadSettings, match=message):
        read_settings(tmp_path, "hw1")


def test_the_settings_of_this_course(repository):
    assert read_settings(repository, "hw1_autodiff") == Settings()
