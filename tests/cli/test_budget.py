"""`lecture08 budget`: its options, its table and its exit codes; nothing is measured here."""

import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from autograder import release as releases
from autograder.budgets import command
from autograder.budgets.measure import MeasurementFailed
from autograder.course import ROOT
from autograder.engine import NoGpu
from lecture08_utils.checking import Assignment, Question
from lecture08_utils.cli import commands
from tests.budgets.sample import assignment_budget


def toy(name):
    questions = Question("q1", "Force"), Question("q2", "Energy", budget_seconds=12.0)
    return SimpleNamespace(checked=SimpleNamespace(assignment=Assignment(name, "Toys", questions)))


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """What `measure_all` is called with; it measures a toy."""
    calls = []

    def measure_all(device, references, *, runs, minutes, keep, tell, folder):
        names = [reference.checked.assignment.name for reference in references]
        calls.append((device, names, runs, minutes, keep))
        tell("calibration: 1.25 s")
        if device == "gpu":
            raise NoGpu("/dev/nvidia0 does not exist")
        if runs == 7:
            raise MeasurementFailed("The reference fails q1.force.")
        return tmp_path / "cpu.json", dict.fromkeys(names, assignment_budget())

    monkeypatch.setattr(command, "measure_all", measure_all)
    monkeypatch.setattr(command, "read_reference", lambda name, notebook: toy(name))
    monkeypatch.setattr("lecture08_utils.checking.assignment_names", lambda: ["toy_springs", "toy_waves"])
    monkeypatch.setattr(releases, "build_reference", lambda name, root: {"cells": []})
    return calls


def budget(*arguments):
    return CliRunner().invoke(commands(), ["budget", *arguments])


def test_all_assignments_or_those_that_are_named(asked):
    both = ["toy_springs", "toy_waves"]
    assert budget().exit_code == 0
    assert budget("toy_w", "toy_waves", "--runs", "5", "--minutes", "2.5").exit_code == 0
    assert asked == [("cpu", both, 3, 60.0, both), ("cpu", ["toy_waves"], 5, 2.5, both)]


def test_a_table_says_what_was_measured_and_where(asked, tmp_path):
    result = budget("toy_s")
    assert "calibration: 1.25 s" in result.stderr
    words = re.sub(r"\s+", " ", result.stdout)
    assert "toy_springs: processor seconds of the reference, median of 3 runs on 2026-11-23" in words
    assert "Abacus 1642, one of 2 cores; python 3.11.7, jax 0.10.2" in words
    assert "q2 8.00 7.20–9.60 0.00 0.00 2.00 6.00 2.00 256 MiB 79" in words
    assert "given cells 7.00" in words
    assert f"{tmp_path / 'cpu.json'} is written." in words


def test_gradescope_gets_a_budget_that_grading_finds(asked, tmp_path, monkeypatch):
    packed = []
    monkeypatch.setattr("autograder.release.gradescope.repack_gradescope", lambda name, root: packed.append(name))
    assert budget("toy_s", "--out", str(tmp_path)).exit_code == 0
    assert packed == []
    assert budget("toy_s").exit_code == 0
    assert packed == ["toy_springs"]


def test_without_gpu_it_says_so_and_fails(asked):
    result = budget("--device", "gpu")
    assert result.exit_code == 1
    assert "No GPU: /dev/nvidia0 does not exist. Figures for a GPU are measured on one or not at all" in result.stderr
    assert "is written" not in result.output


def test_a_reference_that_fails_is_told(asked):
    result = budget("--runs", "7")
    assert result.exit_code == 1
    assert "Error: The reference fails q1.force." in result.stderr


@pytest.mark.parametrize("arguments", [["--runs", "0"], ["--minutes", "-1"], ["--device", "tpu"], ["hw9"]])
def test_wrong_usage(asked, arguments):
    assert budget(*arguments).exit_code == 2
    assert asked == []


def on_the_branch(*arguments):
    command = [sys.executable, "-m", "autograder.budgets", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_reference_branch_s_command_needs_its_notebooks():
    result = on_the_branch("hw1")
    assert result.returncode == 2
    assert "hw1_autodiff.ipynb cannot be read" in result.stderr
    assert "in a checkout of the course the command is `lecture08 budget`" in result.stderr
    assert on_the_branch("hw9").returncode == 2


HEAVY = ("rich", "jupytext", "yaml", "platformdirs", "otter", "nbgrader", "nbformat", "psutil", "sympy")


def test_the_reference_branch_s_command_imports_little():
    source = f"import sys, autograder.budgets.__main__; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
