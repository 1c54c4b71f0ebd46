"""A class on a Dask cluster of this machine."""

import csv
import sys

import pytest
from distributed import LocalCluster

import autograder.scale.cluster
from autograder.grading.batch import grade_class, grade_with
from autograder.grading.intake import Submission
from autograder.scale import worker
from autograder.scale.cluster import Cluster, NoCluster
from tests.grading.test_batch import without_seconds
from tests.grading.toy import TASK, FakeEngine, notebook

pytestmark = pytest.mark.filterwarnings("default")
STAND_IN = (sys.executable, "-m", "tests.scale.stand_in")


def use_stand_in():
    """On a worker: grade with the toy's grader."""
    worker.COMMAND = STAND_IN


def submissions(contents):
    return [Submission(student, f"{student}.ipynb", lambda c=content: c) for student, content in contents.items()]


@pytest.fixture(scope="module")
def dask(repository):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(repository))
        with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=":0", silence_logs=50) as cluster:
            with cluster.get_client() as client:
                client.run(use_stand_in)
            yield cluster


@pytest.fixture
def cluster(dask):
    with Cluster(dask.scheduler_address, TASK, code="c0de", device="cpu", sandbox=None) as found:
        yield found


def gradebook(out):
    with open(out / "gradebook.csv", encoding="utf-8", newline="") as file:
        return {row[0]: row[1:] for row in csv.reader(file)}


def test_results_are_those_of_this_machine(cluster, tmp_path):
    contents = {f"student{i}": notebook(q1=f"def force(x): return {i % 3 - 2} * x") for i in range(12)}
    there = grade_with(cluster.grade, TASK, submissions(contents), tmp_path / "there", jobs=cluster.jobs)
    here = grade_class(FakeEngine(), TASK, submissions(contents), tmp_path / "here", jobs=1)
    as_data = lambda graded: [without_seconds(item.result.to_json()) for item in graded.finished]  # noqa: E731
    assert as_data(there) == as_data(here)
    assert gradebook(tmp_path / "there") == gradebook(tmp_path / "here")


def test_one_submission_costs_no_other(cluster, tmp_path):
    contents = {
        "ada": notebook(),
        "dies": notebook(q1="die = 1"),
        "refused": notebook(q1="refuse = 1"),
        "forged": notebook(q1="lie = 1"),
        "zoe": notebook(),
    }
    graded = grade_with(cluster.grade, TASK, submissions(contents), tmp_path, jobs=1)
    notes = {item.student: item.notes[0] for item in graded.finished if not item.result}
    assert notes.keys() == {"dies", "refused", "forged"}
    assert "no room" in notes["refused"]
    assert "its student is 'somebody else'" in notes["forged"]
    assert "died again and again" in notes["dies"]
    assert gradebook(tmp_path)["zoe"][0] == "6.3"


def test_nobody_to_grade(monkeypatch):
    monkeypatch.setattr(autograder.scale.cluster, "_CONNECT_SECONDS", 2.0)
    with pytest.raises(NoCluster, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9", TASK, code="", device="cpu", sandbox=None)
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as empty,
        pytest.raises(NoCluster, match="has no workers"),
    ):
        Cluster(empty.scheduler_address, TASK, code="", device="cpu", sandbox=None)
