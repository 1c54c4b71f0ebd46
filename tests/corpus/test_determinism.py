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

# A whole corpus with little training, and where networks are trained one that trains among some that do not.
CLASSES = {
    "hw1_autodiff": None,
    "hw4_oscillator": {
        "accepted/reference",
        "wrong_answer/untouched",
        "wrong_answer/relu",
        "wrong_answer/missing_half",
        "wrong_answer/integral_of_psi",
    },
}


def graded(engine, name, jobs, out):
    """File → what is in it, without seconds."""
    entries = [entry for entry in corpus(name, ROOT) if CLASSES[name] is None or entry.name in CLASSES[name]]
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
@pytest.mark.parametrize("name", CLASSES)
def test_jobs_and_repetition_change_nothing(name, grading_engine, tmp_path):
    first = graded(grading_engine, name, 1, tmp_path / "first")
    assert graded(grading_engine, name, 2, tmp_path / "again") == first
