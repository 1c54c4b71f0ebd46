"""Every submission of the corpus gets exactly what its entry says: scores, verdicts, misconceptions."""

import os

import pytest

from autograder.budgets.choose import choose_limits
from autograder.course import ROOT
from autograder.demo import read_sample
from autograder.proof.verify import corpus, grade_entries
from lecture08_utils.checking import assignment_names, load

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


def failures(engine, entries) -> list[str]:
    jobs = len(os.sched_getaffinity(0))
    limits = choose_limits(engine, load(entries[0].assignment, hidden=True).assignment).limits
    verified = grade_entries(engine, entries, limits, jobs=jobs)
    return [f"{item.entry.name}: {line}" for item in verified for line in item.differences]


@pytest.mark.parametrize("name", QUICK)
def test_some_entries(name, grading_engine):
    entries = {entry.name: entry for entry in corpus(name, ROOT)}
    assert failures(grading_engine, [entries[item] for item in QUICK[name]]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", assignment_names())
def test_all_entries(name, grading_engine):
    assert failures(grading_engine, corpus(name, ROOT)) == []


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
