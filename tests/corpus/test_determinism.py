"""Same submission, same seed, same result: whatever the number of jobs, and however often."""

import json

import pytest

from autograder.budgets.choose import choose_limits
from autograder.course import ROOT, grading_task
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission
from autograder.proof.verify import QUICK, corpus
from lecture08_utils.checking import load

from ..grading.test_batch import without_seconds

# Where networks are trained, one that trains among some that do not.
TRAINING = {
    "accepted/reference",
    "wrong_answer/untouched",
    "wrong_answer/relu",
    "wrong_answer/missing_half",
    "wrong_answer/integral_of_psi",
}


def class_of(name):
    """Entries of every kind; wrong answers, of which there are most, are one in four."""
    entries = corpus(name, ROOT)
    if name == "hw4_oscillator":
        return [entry for entry in entries if entry.name in TRAINING]
    wrong = [entry for entry in entries if entry.name.startswith("wrong_answer/")]
    return [entry for entry in entries if entry not in wrong] + wrong[::4]


def graded(engine, name, jobs, out):
    """File → what is in it, without seconds."""
    entries = class_of(name)
    quick = [entry for entry in entries if entry.expected.quick]
    usual = choose_limits(engine, load(name, hidden=True).assignment).limits
    for limits, chosen in ((usual, [entry for entry in entries if entry not in quick]), (QUICK, quick)):
        submissions = [Submission(entry.name, entry.name, entry.notebook) for entry in chosen]
        grade_class(engine, grading_task(name, limits=limits), submissions, out, jobs=jobs)
    found = {"gradebook.csv": (out / "gradebook.csv").read_text("utf-8")}
    for path in (out / "results").iterdir():
        found[path.name] = without_seconds(json.loads(path.read_text("utf-8")))
    assert len(found) == len(entries) + 1
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hw1_autodiff", "hw4_oscillator"])
def test_jobs_and_repetition_change_nothing(name, grading_engine, tmp_path):
    first = graded(grading_engine, name, 1, tmp_path / "first")
    assert graded(grading_engine, name, 2, tmp_path / "again") == first
