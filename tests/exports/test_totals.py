"""Totals over assignments."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.exports.totals import read_classes, totals_csv
from autograder.grading.class_folder import ClassFolderProblem, FinishedSubmission, open_class
from autograder.grading.submission import unreadable
from tests.grading.toy import TASK


def make_class(path, name, scores):
    """A class with these totals, of 8.3 points."""
    blank = replace(unreadable(TASK, "", ""), assignment=name, status="graded", error=None)
    with open_class(path, name) as folder:
        folder.expect(scores)
        for student, score in scores.items():
            result = None if score is None else replace(blank, student=student, score=score, automatic_score=score)
            folder.write(FinishedSubmission(student, result))
    return path


def test_totals(tmp_path):
    first = make_class(tmp_path / "1", "hw1", {"ada": 8.3, "bob": 2.0, "=zoe": 0.0})
    second = make_class(tmp_path / "2", "hw2", {"ada": 1.1, "zed": None})
    rows = list(csv.reader(io.StringIO(totals_csv(read_classes([first, second])), newline="")))
    assert rows == [
        ["student", "hw1", "hw2", "total", "unfinished"],
        ["'=zoe", "0.0", "", "0.0", ""],
        ["ada", "8.3", "1.1", "9.4", ""],
        ["bob", "2.0", "", "2.0", ""],
        ["zed", "", "", "0.0", "hw2: not_graded"],
        ["Points possible", "8.3", "8.3", "16.6", ""],
    ]


def test_an_assignment_counts_once(tmp_path):
    first = make_class(tmp_path / "1", "hw1", {"ada": 8.3})
    again = make_class(tmp_path / "2", "hw1", {"bob": 8.3})
    with pytest.raises(ClassFolderProblem, match="two of the folders hold results of hw1"):
        read_classes([first, again])
    (tmp_path / "3").mkdir()
    with pytest.raises(ClassFolderProblem, match="holds no results"):
        read_classes([tmp_path / "3"])
