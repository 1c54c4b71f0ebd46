"""Files below a class's folder, and the command that writes them."""

import json
import re
import zipfile
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from autograder import course
from autograder.grading.batch import grade_class
from autograder.grading.class_folder import read_class
from autograder.grading.intake import Submission
from autograder.grading.lateness import FILE, Lateness, Policy, lateness_json
from autograder.grading.layouts import Owner
from autograder.reporting import write_reports
from autograder.reporting.deliver import NotOfMoodle, moodle_files
from lecture08_utils.cli import commands
from tests.grading.toy import TASK, FakeEngine, notebook

from .toy_class import graded

CLASS = {"Jane Doe": notebook(), "Jörg O'Neil": notebook(q1="def force(x): return 2 * x"), "pdf": b"%PDF"}
STEMS = ["Jane%20Doe", "J%C3%B6rg%20O%27Neil", "pdf"]


def names_in(archive):
    with zipfile.ZipFile(archive) as file:
        return file.namelist()


def test_everybody_has_a_page(tmp_path):
    written = write_reports(graded(tmp_path, CLASS), TASK)
    assert sorted(path.stem for path in written.feedback.iterdir()) == sorted(STEMS)
    assert names_in(written.archive) == sorted(f"{student}.html" for student in CLASS)
    assert written.report.read_text("utf-8").startswith("<!doctype html>")


def test_a_second_report_replaces_the_first(tmp_path):
    first = write_reports(graded(tmp_path, CLASS), TASK)
    before = {path: path.read_bytes() for path in (first.report, first.archive, *first.feedback.iterdir())}
    (first.feedback / "gone.html").write_text("of somebody who left")
    write_reports(graded(tmp_path, {}), TASK)
    assert {path: path.read_bytes() for path in (first.report, first.archive, *first.feedback.iterdir())} == before


def test_a_notebook_of_two_formats_has_a_page(tmp_path):
    """What its version says counts; the other cells are none."""
    sheet = {"cells": [{"cell_type": "code", "input": "def force(x):\n    return -2 * x"}]}
    odd = json.dumps({"nbformat": 3, "worksheets": [sheet], "cells": [1]}).encode()
    written = write_reports(graded(tmp_path, {"ada": odd, "bob": CLASS["Jane Doe"]}), TASK)
    assert {path.stem for path in written.feedback.iterdir()} == {"ada", "bob"}


def test_a_report_changes_nothing_of_the_class(tmp_path):
    results = graded(tmp_path, CLASS)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    write_reports(results, TASK)
    assert {path: path.read_bytes() for path in before} == before


def test_who_was_late_reads_what_counts(tmp_path):
    results = graded(tmp_path, CLASS)
    due = datetime(2026, 11, 20, 12)
    lateness = Lateness(Policy(due, per_day=10), {"Jane Doe": due + timedelta(hours=26)})
    (tmp_path / FILE).write_text(lateness_json(lateness), "utf-8")
    pages = {path.stem: path.read_text("utf-8") for path in write_reports(results, TASK).feedback.iterdir()}
    assert "26 h late (2 days begun): 5.04 of 6.3 points count." in pages["Jane%20Doe"]
    assert not any("Handed in late" in page for stem, page in pages.items() if stem != "Jane%20Doe")


def test_nbgraders_tree(tmp_path):
    written = write_reports(graded(tmp_path, CLASS), TASK, nbgrader=True)
    assert written.others == (tmp_path / "nbgrader-feedback",)
    page = tmp_path / "nbgrader-feedback" / "Jane Doe" / "toy_springs" / "toy_springs.html"
    assert page.read_bytes() == (tmp_path / "feedback" / "Jane%20Doe.html").read_bytes()


def test_moodle_gets_the_folders_that_it_gave(tmp_path):
    download = tmp_path / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("Jane Doe_12345_assignsubmission_file_/toy_springs.ipynb", CLASS["Jane Doe"])
        archive.writestr("Jörg O'Neil_77_assignsubmission_file_/toy_springs.ipynb", CLASS["Jörg O'Neil"])
    written = write_reports(graded(tmp_path / "out", CLASS), TASK, moodle=download)
    assert names_in(tmp_path / "out" / "moodle-feedback.zip") == [
        "Jane Doe_12345_assignsubmission_file_/toy_springs_feedback.html",
        "Jörg O'Neil_77_assignsubmission_file_/toy_springs_feedback.html",
        "pdf/toy_springs_feedback.html",
    ]
    assert written.notes == ("Not in the download from Moodle, which will pass over their feedback: 1, pdf",)


def test_a_namesakes_feedback_goes_to_nobody_else(tmp_path):
    members = [(f"Jane Doe_{number}", notebook(q1=f"def force(x): return {number}")) for number in (101, 102)]
    for owner, content in members:
        submission = Submission("Jane Doe", "x", lambda c=content: c, owner)
        grade_class(FakeEngine(), TASK, [submission], tmp_path / "out", jobs=1)
    download = tmp_path / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.writestr("Jane Doe_102_assignsubmission_file_/toy_springs.ipynb", members[1][1])
    written = write_reports(read_class(tmp_path / "out"), TASK, moodle=download)
    with zipfile.ZipFile(tmp_path / "out" / "moodle-feedback.zip") as archive:
        page = archive.read("Jane Doe_102_assignsubmission_file_/toy_springs_feedback.html").decode()
    assert "return 102" in re.sub("<[^>]+>", "", page)
    assert written.notes == ("Not in the download from Moodle, which will pass over their feedback: 1, Jane Doe",)


def test_two_students_of_one_name_keep_their_numbers():
    names = {"Jane Doe_1": Owner("Jane Doe", "1", "Jane Doe_1"), "Jane Doe_2": Owner("Jane Doe", "2", "Jane Doe_2")}
    files = moodle_files(dict.fromkeys(names, "stem"), "hw1", names)
    assert files == {
        "Jane Doe_1": "Jane Doe_1_assignsubmission_file_/hw1_feedback.html",
        "Jane Doe_2": "Jane Doe_2_assignsubmission_file_/hw1_feedback.html",
    }


def test_a_name_cannot_leave_its_folder():
    names = {"x": Owner("../../etc/x_y", "5", "")}
    assert moodle_files({"x": "x"}, "hw1", names) == {"x": ".. .. etc x y_5_assignsubmission_file_/hw1_feedback.html"}


def test_what_is_not_from_moodle_is_refused(tmp_path):
    (tmp_path / "subs").mkdir()
    (tmp_path / "subs" / "jane.ipynb").write_bytes(CLASS["Jane Doe"])
    with pytest.raises(NotOfMoodle, match="no download from Moodle"):
        write_reports(graded(tmp_path / "out", CLASS), TASK, moodle=tmp_path / "subs")


@pytest.fixture
def command(monkeypatch):
    monkeypatch.setattr("autograder.cli_report.full_name", lambda prefix: prefix)
    monkeypatch.setattr(course, "grading_task", lambda name: TASK)
    return lambda *arguments: CliRunner().invoke(commands(), ["report", *map(str, arguments)])


def test_the_command_says_where_the_pages_are(tmp_path, command):
    graded(tmp_path, CLASS)
    result = command(tmp_path, "--nbgrader")
    assert result.exit_code == 0, result.output
    assert "Feedback for 3 students" in result.output
    assert str(tmp_path / "report.html") in result.output
    assert str(tmp_path / "nbgrader-feedback") in result.output


def test_a_folder_without_results_is_wrong_usage(tmp_path, command):
    result = command(tmp_path)
    assert result.exit_code == 2
    assert "holds no results" in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_assignment_that_is_gone_is_wrong_usage(tmp_path):
    graded(tmp_path, CLASS)
    result = CliRunner().invoke(commands(), ["report", str(tmp_path)])
    assert result.exit_code == 2
    assert "there is no assignment 'toy_springs'" in result.output
