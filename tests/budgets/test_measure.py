"""The reference of a real assignment in real workers, the cheapest one; and what is refused."""

import json

import pytest

import autograder.budgets.measure as measuring
from autograder.budgets import BrokenBudget, MeasurementFailed, read_budgets
from autograder.budgets.machine import this_machine
from autograder.budgets.measure import measure, measure_all
from lecture08_utils.checking import load

HW = "hw1_autodiff"  # a second of computation, and q9 compiles


def test_a_budget_is_measured_written_and_read_again(grading_engine, tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "calibrate", lambda engine: 1.25)
    told = []
    path, measured = measure_all(grading_engine, "cpu", [HW], runs=3, tell=told.append, folder=tmp_path)
    assert path == tmp_path / "cpu.json"
    assert told == ["calibration", HW, HW, HW]
    assert read_budgets("cpu", tmp_path) == measured
    budget = measured[HW]
    assert (budget.machine, budget.runs, budget.calibration_seconds) == (this_machine(), 3, 1.25)
    assert budget.questions.keys() == {question.id for question in load(HW, hidden=True).assignment.questions}
    compiling = budget.questions["q9"]
    assert 0 < compiling.asks.compile < compiling.max
    assert compiling.cells.compile == 0
    assert 2**26 < compiling.peak_bytes < 2**31
    assert compiling.retry == 0


def test_a_retry_is_what_the_checks_that_may_try_again_ask():
    before, after = measuring._Figures(1.0, 100, 200), measuring._Figures(3.0, 150, 300)
    spent = measuring._Spent()
    spent.add_check(4.0, 1, before, after)
    spent.add_check(1.0, 0, after, after)
    budget = measuring._budget([spent] * 3)
    assert (budget.median, budget.retry) == (5.0, 4.0)
    assert (budget.asks.compile, budget.asks.run) == (2.0, 3.0)
    assert budget.peak_bytes == 300


def test_a_reference_that_fails_has_no_budget(grading_engine, monkeypatch):
    def spoilt(name, root):
        notebook = reference(name, root)
        cells = [cell for cell in notebook["cells"] if "lecture08_utils import" not in "".join(cell["source"])]
        return {**notebook, "cells": cells}

    reference = measuring.build_reference
    monkeypatch.setattr(measuring, "build_reference", spoilt)
    with pytest.raises(MeasurementFailed, match=f"of {HW}'s reference"):
        measure(grading_engine, HW, this_machine(), 1.0, runs=3)


def test_without_gpu_nothing_is_written(grading_engine, tmp_path):
    with pytest.raises(MeasurementFailed, match=r"No GPU.*no CUDA or ROCm device, only: cpu"):
        measure_all(grading_engine, "gpu", [HW], runs=3, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_added_to_is_noticed_before_anything_is_measured(grading_engine, tmp_path):
    (tmp_path / "cpu.json").write_text(json.dumps({"schema": 9}))
    with pytest.raises(BrokenBudget):
        measure_all(grading_engine, "cpu", [HW], runs=3, folder=tmp_path)
