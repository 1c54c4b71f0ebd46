"""Every submission of the corpus gets exactly what its entry says: scores, verdicts, misconceptions."""

import os

import pytest

from autograder.budgets.choose import choose_limits
from autograder.course import ROOT
from autograder.demo import read_sample
from autograder.proof.messages import message_page, what_is_told
from autograder.proof.verify import VerifiedEntry, corpus, grade_entries
from lecture08_utils.checking import assignment_names, load

# A page per assignment: what each wrong answer of the corpus is told.
MESSAGES = ROOT / "out" / "messages"
# One of each sort that is graded in a few seconds, because nothing is trained.
QUICK = {
    "hw4_oscillator": (
        "wrong_answer/untouched",
        "wrong_answer/relu",
        "wrong_answer/missing_half",
        "wrong_answer/integral_of_psi",
        "wrong_answer/quotient_without_norm",
    ),
}


def graded(engine, entries) -> list[VerifiedEntry]:
    jobs = len(os.sched_getaffinity(0))
    limits = choose_limits(engine, load(entries[0].assignment, hidden=True).assignment).limits
    return grade_entries(engine, entries, limits, jobs=jobs)


def failures(verified) -> list[str]:
    return [f"{item.entry.name}: {line}" for item in verified for line in item.differences]


@pytest.mark.parametrize("name", QUICK)
def test_some_entries(name, grading_engine):
    entries = {entry.name: entry for entry in corpus(name, ROOT)}
    verified = graded(grading_engine, [entries[item] for item in QUICK[name]])
    assert failures(verified) == []
    told = what_is_told(verified)
    assert [item.named for item in told] == [True] * 4  # all but the one that is untouched
    page = message_page(name, told)
    assert "Of 4 wrong answers in the corpus 4 are told their misconception and 0 another one." in page
    assert "| missing_half | q2." in page


@pytest.mark.slow
@pytest.mark.parametrize("name", assignment_names())
def test_all_entries(name, grading_engine):
    verified = graded(grading_engine, corpus(name, ROOT))
    told = what_is_told(verified)
    MESSAGES.mkdir(parents=True, exist_ok=True)
    (MESSAGES / f"{name}.md").write_text(message_page(name, told), encoding="utf-8")
    # As text: pytest cuts lists.
    assert "\n".join(failures(verified)) == ""
    assert [item.name for item in told if item.misnamed] == []
    assert sum(item.named for item in told) >= 0.8 * len(told)


@pytest.mark.parametrize("name", assignment_names())
def test_every_entry_builds_a_notebook_and_expects_possible_scores(name):
    checked = load(name, hidden=True)
    for entry in corpus(name, ROOT):
        assert entry.notebook().startswith(b"{")
        for question, score in entry.expected.questions.items():
            assert 0 <= score <= checked.points(question), entry.name


def test_the_sample_class_is_in_the_corpus():
    sample = read_sample(ROOT)
    assert set(sample.entries.values()) <= {entry.name for entry in corpus(sample.assignment, ROOT)}


@pytest.mark.parametrize("name", assignment_names())
def test_the_corpus_is_rich(name):
    entries = corpus(name, ROOT)
    accepted = [entry for entry in entries if entry.name.startswith("accepted/")]
    wrong = [entry for entry in entries if entry.name.startswith("wrong_answer/")]
    assert len(accepted) >= 4, "the reference and three other ways"
    assert len(wrong) >= 12
    told = [entry for entry in wrong if entry.expected.misconceptions]
    assert len(told) >= 0.8 * len(wrong), "most wrong answers are told which misconception it is"
