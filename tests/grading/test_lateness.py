"""Lateness: a policy, times, and what is left."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from autograder.grading.gradebook import gradebook_csv
from autograder.grading.lateness import BadTimes, Lateness, Policy, lateness_json, read_lateness, read_times
from autograder.grading.submission import grade_submission

from .toy import TASK, FakeEngine, notebook

DUE = datetime(2026, 11, 20, 23, 59)
POLICY = Policy(DUE, per_day=10.0, grace=15.0, days=3)


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(days=-1), 1.0),
        (timedelta(0), 1.0),
        (timedelta(minutes=15), 1.0),
        (timedelta(minutes=16), 0.9),
        (timedelta(days=1), 0.9),
        (timedelta(days=1, seconds=1), 0.8),
        (timedelta(days=3), 0.7),
        (timedelta(days=3, seconds=1), 0.0),
    ],
)
def test_each_day_begun_costs(after, left):
    assert POLICY.factor(DUE + after) == pytest.approx(left)


def test_nothing_goes_below_zero():
    assert Policy(DUE, per_day=60.0).factor(DUE + timedelta(days=9)) == 0.0


def test_totals_in_the_gradebook_say_why():
    times = {"ada": DUE + timedelta(hours=26), "'=bob": DUE + timedelta(minutes=5)}
    lateness = Lateness(POLICY, times)
    results = [grade_submission(FakeEngine(), TASK, name, notebook()).result for name in ("ada", "=bob", "zoe")]
    text = gradebook_csv("toy_springs", {"q1": 3.0, "q2": 3.3, "q3": 2.0}, results, ["eve"], lateness)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["student"], row["toy_springs"], row["late"]) for row in rows] == [
        ("'=bob", "6.3", "5 min late (within the grace): 6.3 of 6.3"),
        ("ada", "5.04", "26 h late (2 days begun): 5.04 of 6.3"),
        ("eve", "", ""),
        ("zoe", "6.3", ""),
        ("Points possible", "8.3", ""),
    ]
    assert rows[1]["q1"] == "3.0"


def test_times_are_read(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text("student;submitted\nada;2026-11-21 01:00\nada;2026-11-22T00:00\nbob;2026-11-20T23:00:00Z\n")
    due = DUE.replace(tzinfo=UTC)
    assert read_times(path, due) == {
        "ada": datetime(2026, 11, 22, tzinfo=UTC),
        "bob": datetime(2026, 11, 20, 23, tzinfo=UTC),
    }
    assert read_times(path, DUE)["ada"] == datetime(2026, 11, 22)
    path.write_text("student,submitted\nada,yesterday\nbob,\n")
    with pytest.raises(BadTimes, match=r"line 2: 'yesterday' is no time such as 2026-11-20 23:59\n.*line 3"):
        read_times(path, DUE)
    path.write_text("name,submitted\n")
    with pytest.raises(BadTimes, match="no column student"):
        read_times(path, DUE)


def test_the_file_is_read_back(tmp_path):
    lateness = Lateness(POLICY, {"ada": DUE})
    (tmp_path / "lateness.json").write_text(lateness_json(lateness))
    assert read_lateness(tmp_path / "lateness.json") == lateness
    assert read_lateness(tmp_path / "none.json") is None
    (tmp_path / "lateness.json").write_text("{}")
    with pytest.raises(BadTimes, match="is damaged"):
        read_lateness(tmp_path / "lateness.json")
