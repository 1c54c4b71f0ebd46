"""A whole class: files on disk, the gradebook, and what one bad submission costs."""

import csv
import errno
import io
import json
import os
from types import SimpleNamespace

import pytest

from autograder.atomic import write_atomically
from autograder.errors import ReportedError
from autograder.grading import class_folder
from autograder.grading.batch import grade_class
from autograder.grading.gradebook import gradebook_csv
from autograder.grading.intake import Submission
from autograder.grading.submission import unreadable
from lecture08_utils.checking.text import one_line

from .toy import RIGHT, STUBS, TASK, FakeEngine, notebook

CLASS = {
    "zoe": notebook(),
    "Jörg O'Neil": notebook(q1=STUBS["q1"][0]),
    "=1+1": notebook(q2="def energy(x): return 1 / 0"),
    "pdf": b"%PDF",
    "wrong": notebook(q1="def force(x): return 2 * x"),
}


def submissions(contents=CLASS):
    return [
        Submission(student, f"{student}.ipynb", lambda content=content: content)
        for student, content in contents.items()
    ]


def grade(out, jobs=1, engine=None, contents=CLASS):
    return grade_class(engine or FakeEngine(), TASK, submissions(contents), out, jobs=jobs).finished


def rows(out):
    with open(out / "gradebook.csv", encoding="utf-8", newline="") as file:
        *found, maximum = csv.reader(file)
    assert maximum == ["Points possible", "8.3", "3.0", "3.3", "2.0", "", "", "", ""]
    return found


def without_seconds(tree):
    if isinstance(tree, dict):
        return {key: without_seconds(value) for key, value in tree.items() if key != "seconds"}
    return [without_seconds(item) for item in tree] if isinstance(tree, list) else tree


def results(out):
    files = sorted((out / "results").iterdir())
    return {file.name: without_seconds(json.loads(file.read_text("utf-8"))) for file in files}


def test_every_submission_gets_a_file_and_a_row(tmp_path):
    finished = grade(tmp_path)
    assert [item.student for item in finished] == list(CLASS)
    assert results(tmp_path).keys() == {
        "zoe.json",
        "J%C3%B6rg%20O%27Neil.json",
        "%3D1%2B1.json",
        "pdf.json",
        "wrong.json",
    }
    assert results(tmp_path)["J%C3%B6rg%20O%27Neil.json"]["student"] == "Jörg O'Neil"
    assert rows(tmp_path) == [
        ["student", "toy_springs", "q1", "q2", "q3", "status", "builds_on_failed", "not_graded", "adjusted"],
        ["'=1+1", "3.0", "3.0", "0.0", "", "needs_grading", "", "", ""],
        ["Jörg O'Neil", "3.3", "0.0", "3.3", "", "needs_grading", "", "", ""],
        ["pdf", "0.0", "", "", "", "unreadable", "", "", ""],
        ["wrong", "3.3", "0.0", "3.3", "", "needs_grading", "", "", ""],
        ["zoe", "6.3", "3.0", "3.3", "", "needs_grading", "", "", ""],
    ]
    assert finished[3].notes == (f"pdf.ipynb is unreadable: {results(tmp_path)['pdf.json']['error']}",)


def test_results_do_not_depend_on_the_number_of_jobs_or_on_the_order(tmp_path):
    grade(tmp_path / "one")
    grade(tmp_path / "four", jobs=4)
    grade(tmp_path / "back", jobs=2, contents=dict(reversed(CLASS.items())))
    assert results(tmp_path / "one") == results(tmp_path / "four") == results(tmp_path / "back")
    assert len({(tmp_path / out / "gradebook.csv").read_bytes() for out in ("one", "four", "back")}) == 1


def test_a_failure_of_the_grader_costs_one_submission_and_is_not_mistaken_for_a_grade(tmp_path):
    grade(tmp_path)
    engine = FakeEngine(
        broken=lambda cells: any("2 * x" in cell.source and "-2" not in cell.source for cell in cells)
    )
    finished = grade(tmp_path, engine=engine)
    (lost,) = [item for item in finished if item.result is None]
    assert lost.student == "wrong"
    assert "the fork server is gone" in lost.notes[0]
    # Neither the old result nor a zero stands in for the one that is missing.
    assert "wrong.json" not in results(tmp_path)
    assert ["wrong", "", "", "", "", "not_graded", "", "", ""] in rows(tmp_path)
    assert len(results(tmp_path)) == len(CLASS) - 1


def test_a_file_that_cannot_be_read_at_all_costs_one_submission(tmp_path):
    def fail():
        raise OSError("input/output error")

    broken = Submission("bob", "bob.ipynb", fail)
    finished = grade_class(FakeEngine(), TASK, [*submissions(), broken], tmp_path, jobs=2).finished
    assert finished[-1].result is None
    assert sum(item.result is not None for item in finished) == len(CLASS)


def test_a_namesake_who_comes_later_has_a_row_of_their_own(tmp_path):
    def hand_in(name, owner, content):
        return Submission(name, f"{owner}.ipynb", lambda: content, owner)

    def totals(*class_):
        graded = grade_class(FakeEngine(), TASK, class_, tmp_path, jobs=1)
        return {item.student: item.result.score for item in graded.everybody}

    good, bad = notebook(), notebook(q1="def force(x): return 0")
    assert totals(hand_in("Jane Doe", "Jane Doe_101", good)) == {"Jane Doe": 6.3}
    both = {"Jane Doe": 6.3, "Jane Doe_102": 3.3}
    assert totals(hand_in("Jane Doe", "Jane Doe_102", bad)) == both
    assert totals(hand_in("Jane Doe_101", "Jane Doe_101", good), hand_in("Jane Doe_102", "Jane Doe_102", bad)) == both
    assert totals(hand_in("Jane Doe", "Jane Doe_101", bad)) == {"Jane Doe": 3.3, "Jane Doe_102": 3.3}


def test_two_submissions_never_share_a_row(tmp_path):
    first = Submission("Jane Doe", "a", notebook, "Jane Doe_7")
    grade_class(FakeEngine(), TASK, [first], tmp_path, jobs=1)
    both = [Submission("Jane Doe", "b", notebook), Submission("Jane Doe_7", "c", notebook, "Jane Doe_7")]
    graded = grade_class(FakeEngine(), TASK, both, tmp_path, jobs=2)
    assert [item.student for item in graded.finished] == ["Jane Doe (2)", "Jane Doe"]


def test_progress_is_told_as_submissions_end(tmp_path):
    began, ended = [], []
    watch = SimpleNamespace(started=began.append, finished=lambda item: ended.append(item.student))
    grade_class(FakeEngine(), TASK, submissions(), tmp_path, jobs=2, watch=watch)
    assert sorted(began) == sorted(ended) == sorted(CLASS)


def test_a_file_is_replaced_at_once_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "result.json"
    write_atomically(target, "old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_atomically(target, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    assert target.read_text() == "old"


def test_a_disk_that_is_full_for_a_moment_costs_what_was_to_be_written_then(tmp_path, monkeypatch):
    def full(target, text):
        if target.name == "zoe.json" and target.parent.name == "results":
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        write_atomically(target, text)

    monkeypatch.setattr(class_folder, "write_atomically", full)
    finished = {item.student: item for item in grade(tmp_path)}
    assert finished["zoe"].result is None
    assert "the result of zoe was not written: [Errno 28] No space left" in finished["zoe"].notes[0]
    assert all(item.result for student, item in finished.items() if student != "zoe")
    assert len(rows(tmp_path)) == 1 + len(CLASS)


def test_a_gradebook_without_room_is_an_error_in_a_sentence(tmp_path):
    (tmp_path / "gradebook.csv").mkdir()
    with pytest.raises(ReportedError, match=r"the gradebook was not written: .* grade again"):
        grade(tmp_path)


def test_a_name_that_is_not_utf8_is_written_as_a_json_escape(tmp_path):
    grade(tmp_path, contents={"b\udcffb": notebook()})
    (file,) = (tmp_path / "results").iterdir()
    assert file.name == "b%FFb.json"
    assert json.loads(file.read_text("utf-8"))["student"] == "b\udcffb"


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_spreadsheet_runs_a_student(name):
    text = gradebook_csv("toy_springs", {"q1": 1.0}, [unreadable(TASK, name, "no")])
    assert list(csv.reader(io.StringIO(text, newline="")))[1][0] == f"'{one_line(name)}"


def test_a_semicolon_or_a_tab_in_a_name_starts_no_cell():
    text = gradebook_csv("toy_springs", {"q1": 1.0}, [unreadable(TASK, "a;=1\t=2", "no")])
    assert text.splitlines()[1] == '"a;=1 =2",0.0,,unreadable,,,'


@pytest.mark.parametrize("name", ["Ada, Countess", 'Bob "Bobby" T.', "x=1", "Zoë", "Đặng Thị Ánh", "李雷"])
def test_odd_names_survive_the_csv(name):
    text = gradebook_csv("toy_springs", {"q1": 1.0}, [unreadable(TASK, name, "no")])
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [name, "0.0", "", "unreadable", "", "", ""]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb", "a b"),
        ("\x1b[2Jann\x9b31m", "�[2Jann�31m"),
        ("ann\u202egnp", "ann�gnp"),
        ("b\udcff", "b�"),
        ("n" * 10**6, "n" * 300 + " …"),
    ],
)
def test_no_name_reaches_the_csv_raw(name, shown):
    text = gradebook_csv("toy_springs", {"q1": 1.0}, [unreadable(TASK, name, "no")])
    assert text.splitlines()[1:-1] == [f'"{shown}",0.0,,unreadable,,,']


def test_scores_carry_no_floating_point_dust(tmp_path):
    grade(tmp_path, contents={"ada": notebook(**RIGHT)})
    assert '"score": 3.3,' in (tmp_path / "results" / "ada.json").read_text()
