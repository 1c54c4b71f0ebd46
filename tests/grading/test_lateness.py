"""Lateness: a policy, times, and what is left."""

import csv
import io
from dataclasses import replace
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
    assert read_times(path, replace(POLICY, due=DUE.replace(tzinfo=UTC))).times == {
        "ada": datetime(2026, 11, 22, tzinfo=UTC),
        "bob": datetime(2026, 11, 20, 23, tzinfo=UTC),
    }
    assert read_times(path, POLICY).times["ada"] == datetime(2026, 11, 22)
    path.write_text("student,submitted\nada,20.11.2026 23:59\nbob,21.11.2026 23:59:01\neve,\n")
    assert read_times(path, POLICY).times == {"ada": DUE, "bob": datetime(2026, 11, 21, 23, 59, 1)}
    path.write_text("student,submitted\nada,yesterday\nbob,11/20/2026\n")
    with pytest.raises(BadTimes, match=r"line 2: 'yesterday' is no time such as 2026-11-20 23:59\n.*line 3"):
        read_times(path, POLICY)
    path.write_text("name,submitted\n")
    with pytest.raises(BadTimes, match="no column student"):
        read_times(path, POLICY)


def test_who_had_longer_is_late_later(tmp_path):
    path = tmp_path / "times.csv"
    rows = ("ada,2026-11-23 23:59,2026-11-23 23:59", "bob,2026-11-25 00:00,2026-11-23 23:59", "zoe,2026-11-23 23:59,")
    path.write_text("\n".join(["student,submitted,due", *rows]))
    lateness = read_times(path, POLICY)
    assert [lateness.total(student, 10.0) for student in ("ada", "bob", "zoe")] == [10.0, 8.0, 7.0]
    assert [lateness.note(student, 10.0) for student in ("ada", "bob")] == [
        "",
        "24 h 1 min late (2 days begun): 8.0 of 10.0",
    ]
    path.write_text(lateness_json(lateness))
    assert read_lateness(path) == lateness
    path.write_text("student,submitted,due\nada,2026-11-21 10:00,2026-11-25\n")
    with pytest.raises(BadTimes, match="'2026-11-25' is no time"):
        read_times(path, POLICY)
    path.write_text("student,submitted,due\nada,2026-11-21 10:00,2026-11-01 10:00\n")
    assert read_times(path, POLICY).total("ada", 10.0) == 9.0, "nobody has less time than the others"


def test_an_accent_may_be_a_sign_of_its_own():
    lateness = Lateness(POLICY, {"J\u00f6rg": DUE + timedelta(days=1)})
    assert lateness.total("Jo\u0308rg", 10.0) == 9.0


def test_the_file_is_read_back(tmp_path):
    lateness = Lateness(POLICY, {"ada": DUE})
    (tmp_path / "lateness.json").write_text(lateness_json(lateness))
    assert read_lateness(tmp_path / "lateness.json") == lateness
    assert read_lateness(tmp_path / "none.json") is None
    (tmp_path / "lateness.json").write_text("{}")
    with pytest.raises(BadTimes, match="is damaged"):
        read_lateness(tmp_path / "lateness.json")
