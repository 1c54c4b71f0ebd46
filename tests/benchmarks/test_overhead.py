"""The benchmarks hook into the grader from outside, so that a function of another name would go unnoticed."""

import importlib
import sys

import pytest

from autograder.course import ROOT
from autograder.release import build_reference

BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def on_path(monkeypatch):
    """Scripts of `benchmarks` import each other by name."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(BENCHMARKS)
    yield
    for name in {path.stem for path in BENCHMARKS.glob("*.py")} - before:
        sys.modules.pop(name, None)


@pytest.mark.parametrize("script", sorted(path.stem for path in BENCHMARKS.glob("*.py")))
def test_what_a_benchmark_needs_exists(on_path, script):
    assert importlib.import_module(script).__doc__


def test_every_stage_of_a_grading_takes_time(on_path, grading_engine, tmp_path):
    overhead = importlib.import_module("overhead")
    stages = importlib.import_module("stages")
    sample = overhead.Ours(grading_engine, "hw1_autodiff", tmp_path).grade(build_reference("hw1_autodiff", ROOT))
    assert {stage: seconds > 0 for stage, seconds in sample.stages.items()} == dict.fromkeys(stages.STAGES, True)
    assert sample.student.cells > 0
    assert sample.student.calls > 0
