"""How the corpus is read, and what counts as a difference."""

import dataclasses
import json

import pytest

from autograder.grading.batch import Finished
from autograder.grading.submission import grade_submission, unreadable
from autograder.verify import BrokenCorpus, Expected, corpus, differences, table
from tests.grading.toy import STUBS, TASK, FakeEngine, notebook

WRONG_SIGN = {
    "questions": {"q1": 0.0},
    "misconceptions": dict.fromkeys(
        ("q1.force_at_three_places", "q1.force_at_random_places"), "the sign of the force"
    ),
}


def found(content, engine=None, **expected):
    result = grade_submission(engine or FakeEngine(), TASK, "ada", content).result
    return list(differences(Finished("ada", result), Expected(portable=True, **expected)))


def test_what_is_not_listed_has_full_marks():
    assert found(notebook()) == []
    assert found(notebook(q1="def force(x): return 2 * x"), **WRONG_SIGN) == []


@pytest.mark.parametrize("verdicts", [{"q2": "time_limit_exceeded"}, {"q2.energy_is_even": "time_limit_exceeded"}])
def test_verdicts_of_questions_or_of_checks(verdicts):
    engine = FakeEngine(hangs=["energy(-3.0)"])
    assert found(notebook(), engine, questions={"q2": 1.1}, verdicts=verdicts) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"questions": {"q1": 1.0}}, "q1 scores 0 instead of 1"),
        ({"questions": {"q1": 0.0, "q7": 1.0}}, "there is no q7"),
        (
            {"verdicts": {"q1": "run_time_error"}},
            "q1.force_at_three_places is wrong_answer instead of run_time_error",
        ),
        ({"verdicts": {"q2": "missing"}}, "no check of q2 is missing"),
        ({"misconceptions": {}}, "recognises 'the sign of the force' instead of None"),
        ({"status": "unreadable"}, "is needs_grading"),
    ],
)
def test_every_other_outcome_is_a_difference(change, words):
    got = found(notebook(q1="def force(x): return 2 * x"), **(WRONG_SIGN | change))
    assert any(words in line for line in got), got


def test_an_unexpected_verdict_is_a_difference():
    got = found(notebook(q1=STUBS["q1"][0]), questions={"q1": 0.0})
    assert got[0] == "q1.force_at_three_places is not_attempted instead of wrong_answer"


def test_unreadable_and_ungraded_entries():
    unread = Finished("a", unreadable(TASK, "a", "no notebook"))
    assert differences(unread, Expected(False, status="unreadable")) == ()
    assert differences(unread, Expected(False)) == ("is unreadable: no notebook",)
    assert differences(Finished("a", None, ("engine gone",)), Expected(False)) == ("was not graded: engine gone",)


def write(folder, **files):
    target = folder / "tests" / "submissions" / "toy_springs" / "wrong"
    target.mkdir(parents=True)
    for name, tree in files.items():
        (target / name.replace("__", ".")).write_text(json.dumps(tree))
    return folder


def test_entries_stand_beside_what_they_expect(tmp_path):
    root = write(tmp_path, sign__ipynb={}, sign__expected__json={"portable": True, "questions": {"q1": 0}})
    (entry,) = corpus("toy_springs", root)
    assert (entry.name, entry.assignment, entry.expected.questions) == ("wrong/sign", "toy_springs", {"q1": 0})
    assert entry.notebook() == b"{}"
    assert corpus("other", root) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a__ipynb": {}}, "a.ipynb has no a.expected.json"),
        ({"a__expected__json": {"portable": True}}, "nothing belongs to"),
        ({"a__py": {}, "a__ipynb": {}, "a__expected__json": {"portable": True}}, "has no a.expected.json"),
        ({"a__ipynb": {}, "a__expected__json": {"portabel": True}}, "portabel"),
        ({"a__ipynb": {}, "a__expected__json": []}, "a.expected.json"),
        ({"notes__txt": ""}, "nothing belongs to"),
    ],
)
def test_a_corpus_that_does_not_pair_up_is_refused(tmp_path, files, words):
    with pytest.raises(BrokenCorpus, match=words):
        corpus("toy_springs", write(tmp_path, **files))


def test_the_fields_of_an_expectation_are_those_of_its_description():
    import autograder.verify

    for field in dataclasses.fields(Expected):
        assert f'"{field.name}"' in autograder.verify.__doc__


def test_the_table_has_a_row_per_entry():
    assert table("toy_springs", []).row_count == 0
