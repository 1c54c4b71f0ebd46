"""Results are on disk after every check, and the end comes in time."""

import threading
import time

import pytest

from autograder.gradescope.progress import Progress, end_in_time, usable_seconds
from autograder.gradescope.settings import Settings
from autograder.grading.results import CheckResult
from tests.grading.toy import CHECKED

from .schema import points, read_results

RIGHT = CheckResult("q1.force_at_three_places", "public", 1.0, 1.0, "accepted", None, "")
LATER = CheckResult("q2.energy_is_quadratic", "public", 1.1, 1.1, "accepted", None, "")


@pytest.fixture
def progress(tmp_path):
    (tmp_path / "results").mkdir()
    return Progress(tmp_path / "results/results.json", CHECKED, Settings())


def test_whoever_kills_the_grader_leaves_what_was_graded(progress, tmp_path):
    progress.hear(RIGHT)
    results = read_results(tmp_path)
    assert points(results) == {"q1": 1.0, "q2": 0.0}
    assert results["score"] == 1.0
    assert "ended before it was done" in results["output"]
    assert "ended before this was asked" in results["tests"][1]["output"]


def test_the_end_keeps_points_and_nothing_changes_them_later(progress, tmp_path):
    progress.hear(RIGHT)
    left = threading.Event()
    end_in_time(progress, time.monotonic(), 0.05, left.set)
    assert left.wait(5.0)
    progress.hear(LATER)
    assert not progress.close()
    results = read_results(tmp_path)
    assert results["score"] == 1.0
    assert results["output"].startswith("The time that is allowed here was used up")


def test_whoever_is_done_is_left_alone(progress):
    left = threading.Event()
    assert progress.close()
    end_in_time(progress, time.monotonic(), 0.05, left.set)
    assert not left.wait(0.3)


def test_a_full_disk_does_not_end_the_grading(progress, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.gradescope.progress.write_report", refuse)
    progress.hear(RIGHT)
    assert progress.score == 1.0


def test_the_end_lies_before_gradescopes():
    assert usable_seconds(Settings(10)) == 555.0
    assert usable_seconds(Settings(1)) == 54.0
