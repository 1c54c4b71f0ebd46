"""How the corpus is read, and what counts as a difference."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

import autograder.cli
import autograder.course
from autograder.grading.batch import FinishedSubmission
from autograder.grading.submission import grade_submission, unreadable
from autograder.proof import degenerate, verify
from autograder.proof.expectation import Expected, expectation
from autograder.proof.verify import BrokenCorpus, corpus, differences, table
from autograder.release.solve import CorpusScript
from lecture08_utils.cli import commands
from tests.grading.toy import CHECKED, STUBS, TASK, FakeEngine, notebook

from .test_demo import course  # noqa: F401

SIGN = dict.fromkeys(("q1.force_at_three_places", "q1.force_at_random_places"), "the sign of the force")


def found(content, engine=None, **settings):
    result = grade_submission(engine or FakeEngine(), TASK, "ada", content).result
    return list(differences(FinishedSubmission("ada", result), expectation(CorpusScript(**settings), CHECKED)))


def test_what_is_not_mentioned_has_full_marks():
    assert found(notebook()) == []
    assert found(notebook(q1="def force(x): return 2 * x"), fails=SIGN) == []


@pytest.mark.parametrize(
    "fails",
    [
        {"q2": "time_limit_exceeded", "q2.energy_is_quadratic": "accepted"},
        {"q2.energy_is_even": "time_limit_exceeded"},
    ],
)
def test_verdicts_of_questions_or_of_checks(fails):
    assert found(notebook(), FakeEngine(hangs=["energy(-3.0)"]), fails=fails) == []


@pytest.mark.parametrize(
    ("fails", "words"),
    [
        ({}, "q1 scores 0 instead of 3"),
        ({"q1": "run_time_error"}, "q1.force_at_three_places is wrong_answer instead of run_time_error"),
        (SIGN | {"q2": "missing"}, "q2.energy_is_even is accepted instead of missing"),
        ({"q1": "wrong_answer"}, "recognises 'the sign of the force' instead of None"),
    ],
)
def test_every_other_outcome_is_a_difference(fails, words):
    got = found(notebook(q1="def force(x): return 2 * x"), fails=fails)
    assert any(words in line for line in got), got


def test_what_a_release_or_a_deletion_implies():
    untouched = expectation(CorpusScript(base="release", answers={"q1": []}), CHECKED)
    assert set(untouched.verdicts.values()) == {"not_attempted"}
    assert untouched.questions == {"q2": 0}
    assert found(notebook(q2=STUBS["q2"][0]), base="release", answers={"q1": []}) == []
    deleted = expectation(CorpusScript(delete=frozenset(["q1"])), CHECKED)
    assert deleted.verdicts == dict.fromkeys(SIGN, "missing")


def test_questions_that_build_on_a_failed_one_follow_from_what_fails():
    questions = tuple(
        replace(question, prerequisites=("q1",)) if question.id == "q2" else question
        for question in CHECKED.assignment.questions
    )
    checked = replace(CHECKED, assignment=replace(CHECKED.assignment, questions=questions))
    fails = SIGN | {"q2": "wrong_answer"}
    assert expectation(CorpusScript(fails=fails), checked).builds_on_failed == {"q2": ("q1",)}
    assert expectation(CorpusScript(fails=SIGN), checked).builds_on_failed == {}
    assert expectation(CorpusScript(fails=SIGN | {"q2": "not_attempted"}), checked).builds_on_failed == {}


def test_a_check_that_does_not_exist():
    with pytest.raises(ValueError, match=r"there is no q2.nothing in toy_springs"):
        expectation(CorpusScript(fails={"q2.nothing": "missing"}), CHECKED)


def test_unreadable_and_ungraded_entries():
    unread = FinishedSubmission("a", unreadable(TASK, "a", "no notebook"))
    assert differences(unread, Expected()) == ("is unreadable: no notebook",)
    assert differences(FinishedSubmission("a", None, ("engine gone",)), Expected()) == (
        "was not graded: engine gone",
    )


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.setattr(verify, "load", lambda name, hidden: CHECKED)

    def write(**files):
        target = tmp_path / "solutions" / "toy_springs" / "corpus" / "wrong"
        target.mkdir(parents=True)
        for name, text in files.items():
            (target / name.replace("__", ".")).write_text(text)
        return tmp_path

    return write


def test_entries_say_what_they_expect(write):
    root = write(sign__py="# %% [raw]\n# portable: true\n# fails:\n#   q1: run_time_error\n")
    (entry,) = corpus("toy_springs", root)
    assert (entry.name, entry.assignment, entry.expected.questions) == ("wrong/sign", "toy_springs", {"q1": 0})
    assert entry.expected.portable
    assert corpus("other", root) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a__py": "# %% [raw]\n# portabel: true\n"}, "Settings are"),
        ({"a__py": "# %% [raw]\n# fails: [q1]\n"}, "Settings are"),
        ({"a__py": "# %% [raw]\n# fails: {q1.nothing: missing}\n"}, "there is no q1.nothing"),
        ({"notes__txt": ""}, "is no entry of the corpus"),
    ],
)
def test_a_corpus_that_cannot_be_read_is_refused(write, files, words):
    root = write(**files)
    with pytest.raises(BrokenCorpus, match=words):
        corpus("toy_springs", root)


def test_the_table_has_a_row_per_entry():
    assert table("toy_springs", []).row_count == 0


@pytest.fixture
def command(course, monkeypatch):  # noqa: F811
    """``command(*options)`` verifies the corpus of the toy."""
    monkeypatch.setattr("lecture08_utils.checking.assignment_names", lambda: ["toy_springs"])
    monkeypatch.setattr("lecture08_utils.checking.load", lambda name, *, hidden: CHECKED)
    monkeypatch.setattr(autograder.course, "grading_task", lambda name, *, limits: TASK)
    monkeypatch.setattr(degenerate, "grade_degenerate", lambda *arguments, **options: [])
    return lambda *options: CliRunner().invoke(commands(), ["verify", "toy_s", *options])


def test_the_command_ends_well_if_every_entry_gets_what_it_expects(command):
    result = command()
    assert (result.exit_code, "Every entry is as it expects." in result.stdout) == (0, True), result.output


def test_the_command_fails_if_one_does_not(command, course):  # noqa: F811
    path = course / "solutions" / "toy_springs" / "corpus" / "accepted" / "reference.py"
    path.write_text("# %% [raw]\n# fails: {q1: wrong_answer}\n")
    result = command()
    assert (result.exit_code, "1 entries differ from what they expect." in result.stdout) == (1, True), result.output


def test_the_command_fails_if_an_answer_that_knows_nothing_earns_a_point(command, monkeypatch):
    def grade_degenerate(engine, name, **options):
        (entry, *_) = verify.grade_entries(engine, corpus(name, autograder.course.ROOT), TASK.limits, jobs=1)
        return [replace(entry, differences=("q1 earns 1 point",))]

    monkeypatch.setattr(degenerate, "grade_degenerate", grade_degenerate)
    assert command().exit_code == 1


@pytest.mark.parametrize(("noticed", "status"), [(True, 0), (False, 1)])
def test_the_command_fails_if_too_many_mutants_pass(command, monkeypatch, noticed, status):
    monkeypatch.setattr(autograder.cli, "_verify_mutants", lambda *arguments: noticed)
    assert command("--mutants").exit_code == status
