"""The calibration is the median of three runs, measured once per machine; its cache can do no harm."""

import dataclasses
import json

import pytest

from autograder.budgets.calibration import calibrate
from autograder.budgets.calibration_cache import cached_calibration

from .sample import MACHINE, Stopwatch


def test_the_median_of_three():
    engine = Stopwatch(1.2, 0.9, 5.0)
    assert calibrate(engine.run) == 1.2
    assert engine.started == 3


def test_once_per_machine(tmp_path):
    cache = tmp_path / "new" / "cache.json"
    engine = Stopwatch(1.0)
    assert [cached_calibration(engine.run, MACHINE, cache) for _ in range(2)] == [1.0, 1.0]
    assert engine.started == 3
    faster = Stopwatch(0.4)
    others = [
        dataclasses.replace(MACHINE, device_name="Abacus 2"),
        dataclasses.replace(MACHINE, versions=MACHINE.versions | {"jax": "0.11.0"}),
    ]
    assert [cached_calibration(faster.run, other, cache) for other in others] == [0.4, 0.4]
    # Both are kept: a home may be shared by several machines.
    assert cached_calibration(faster.run, MACHINE, cache) == 1.0
    assert faster.started == 6


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b'"x"', b"7"])
def test_a_damaged_cache_is_measured_again(tmp_path, content):
    cache = tmp_path / "cache.json"
    cache.write_bytes(content)
    assert cached_calibration(Stopwatch(1.0).run, MACHINE, cache) == 1.0
    assert cached_calibration(Stopwatch(2.0).run, MACHINE, cache) == 1.0


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf"), "1.0", None, True, [1.0]])
def test_a_figure_that_cannot_be_right_is_measured_again(tmp_path, value):
    cache = tmp_path / "cache.json"
    cached_calibration(Stopwatch(1.0).run, MACHINE, cache)
    cache.write_text(json.dumps(dict.fromkeys(json.loads(cache.read_text()), value)))
    assert cached_calibration(Stopwatch(2.0).run, MACHINE, cache) == 2.0


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert cached_calibration(Stopwatch(1.0).run, MACHINE, tmp_path / "file" / "cache.json") == 1.0
