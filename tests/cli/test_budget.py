"""`lecture08 budget`: its options, its table and its exit codes; nothing is measured here."""

import re

import pytest
from click.testing import CliRunner

import autograder.engine
from autograder import course
from autograder.budgets import MeasurementFailed, measure
from lecture08_utils.cli import commands
from tests.budgets.sample import assignment_budget

from .test_grader_commands import Engine


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """What `measure_all` is called with; it measures a toy."""
    calls = []

    def measure_all(engine, device, names, *, runs, tell):
        calls.append((device, names, runs))
        tell("calibration")
        if device == "gpu":
            raise MeasurementFailed("No GPU: jax finds only: cpu.")
        return tmp_path / "cpu.json", dict.fromkeys(names, assignment_budget())

    monkeypatch.setattr(autograder.engine, "Engine", Engine)
    monkeypatch.setattr(measure, "measure_all", measure_all)
    monkeypatch.setattr(course, "assignment_names", lambda: ["toy_springs", "toy_waves"])
    return calls


def budget(*arguments):
    return CliRunner().invoke(commands(), ["budget", *arguments])


def test_all_assignments_or_those_that_are_named(asked):
    assert budget().exit_code == 0
    assert budget("toy_w", "--runs", "5").exit_code == 0
    assert asked == [("cpu", ["toy_springs", "toy_waves"], 3), ("cpu", ["toy_waves"], 5)]


def test_a_table_says_what_was_measured_and_where(asked, tmp_path):
    result = budget("toy_s")
    assert "[1/4] calibration" in result.stderr
    words = re.sub(r"[\s│]+", " ", result.stdout)
    assert "toy_springs: CPU seconds of the reference, median of 3 runs on 2026-11-23" in words
    assert "Abacus 1642, one of 2 cores; python 3.11.7, jax 0.10.2" in words
    assert "q2 8.00 7.20–9.60 0.00 0.00 2.00 6.00 2.00 256 MiB 50" in words
    assert "given cells 7.00" in words
    assert f"{tmp_path / 'cpu.json'} is written." in words


def test_without_gpu_it_says_so_and_fails(asked):
    result = budget("--device", "gpu")
    assert result.exit_code == 1
    assert "No GPU: jax finds only: cpu." in result.stderr
    assert "written" not in result.output


@pytest.mark.parametrize("arguments", [["--runs", "2"], ["--device", "tpu"], ["hw9"]])
def test_wrong_usage(asked, arguments):
    assert budget(*arguments).exit_code == 2
    assert asked == []
