"""Ensembles: each member is the training of its own seed, and a check judges the trainings that it asked for."""

import itertools
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from types import FunctionType

import jax
import numpy as np
import pytest

from autograder.course import ROOT
from benchmarks import ensemble_study, ensembles
from benchmarks.ensemble_report import page
from benchmarks.ensemble_study import judge, judge_all, proportion, study
from benchmarks.ensemble_training import Ensemble, train_ensemble
from benchmarks.references import reference
from lecture08_utils.checking import load

PUBLIC, HIDDEN = 0, 1


@pytest.fixture(scope="module")
def names():
    return {assignment: reference(assignment) for assignment in ensembles.QUESTIONS}


def check_of(assignment, index):
    checked = load(assignment, hidden=True)
    return checked, checked.of_question(ensembles.QUESTIONS[assignment])[index]


# Of three networks, batches of two leave one over.
@pytest.mark.parametrize(("assignment", "batch"), [("hw3_poisson", 2), ("hw4_oscillator", 3)])
def test_a_member_is_the_training_of_its_own_seed_and_draws(names, assignment, batch):
    names = names[assignment]
    checked, check = check_of(assignment, HIDDEN)
    asked = [judge(checked, check, names, {}, attempt).calls[0] for attempt in range(3)]
    ensemble = train_ensemble(names, [replace(call, steps=40) for call in asked], batch)
    params, history = ensemble.member(2)
    f_or_V = FunctionType(asked[2].code, {**names, **dict(asked[2].data)})
    alone, history_alone = names["train"](f_or_V, **dict(asked[2].numbers), seed=asked[2].seed, steps=40)
    # Sums are taken in another order: 1e-7 of rounding per step, of which 40 steps of up to 1e-2 make some 1e-6.
    # Another seed or another draw changes numbers by a tenth and more.
    np.testing.assert_allclose(history, history_alone, rtol=3e-5, atol=1e-5)
    jax.tree.map(lambda one, other: np.testing.assert_allclose(one, other, atol=3e-5), params, alone)
    strangers, other_history = ensemble.member(0)
    assert np.abs(other_history[0] / history[0] - 1).max() > 1e-2
    assert max(jax.tree.leaves(jax.tree.map(lambda one, other: np.abs(one - other).max(), params, strangers))) > 0.1


@pytest.mark.parametrize("assignment", ensembles.QUESTIONS)
def test_a_check_judges_the_training_that_it_asked_for(names, assignment):
    names = names[assignment]
    checked, check = check_of(assignment, PUBLIC)
    _, good = judge_all(checked, [check], names, attempts=2, batch=2)
    asked = [
        max(judge(checked, check, names, good, attempt).calls, key=lambda call: call.steps) for attempt in (0, 1)
    ]
    for spoilt in (0, 1):
        # The history of a good training, but all parameters halfway to zero.
        params, history = good[asked[spoilt]]
        bad = jax.tree.map(lambda leaf: leaf / 2, params), history
        trained = {**good, asked[spoilt]: bad}
        problems = [judge(checked, check, names, trained, attempt).problem for attempt in (0, 1)]
        assert [bool(problem) for problem in problems] == [attempt == spoilt for attempt in (0, 1)]


def two_short_trainings(student, rng):
    """A check that asks for its second training once it has seen the first, and passes if a draw is small."""
    draw = rng.random()
    student.run("f = lambda x: draw * x\nparams, history = train(f, seed, 3, 1.0)", draw=draw, seed=student.attempt)
    student.array("history", shape=(3, 3))
    student.run("params, history = train(f, seed, 4, 1.0)")
    student.array("history", shape=(4, 3))
    student.require(draw < 0.5, "The draw is large.")


def test_all_trainings_that_a_check_asks_for_are_made_in_turn(names):
    checked, check = check_of("hw3_poisson", PUBLIC)
    check = replace(check, function=two_short_trainings)
    judgements, trained = judge_all(checked, [check], names["hw3_poisson"], attempts=3, batch=3)
    assert sorted((call.seed, call.steps) for call in trained) == [(0, 3), (0, 4), (1, 3), (1, 4), (2, 3), (2, 4)]
    for judgement in judgements[check.id]:
        [(_, draw)] = judgement.calls[0].data
        assert judgement.problem == ("The draw is large." if draw >= 0.5 else "")
    assert len({judgement.calls[0].data for judgement in judgements[check.id]}) == 3


def test_other_draws_the_second_time_are_noticed(names, monkeypatch):
    checked, check = check_of("hw3_poisson", PUBLIC)
    seeds = itertools.count()

    def restless(student, rng):
        student.run("train(lambda x: x, seed, 3, 1.0)", seed=next(seeds))

    monkeypatch.setattr(ensemble_study, "train_calls", lambda *_: {})
    with pytest.raises(RuntimeError, match=r"q5\.restless, attempt 0: other draws"):
        judge_all(checked, [replace(check, function=restless)], names["hw3_poisson"], attempts=1, batch=1)


def test_an_error_that_is_no_wrong_answer_stops_the_study(names):
    checked, check = check_of("hw3_poisson", PUBLIC)
    check = replace(check, function=lambda student, rng: student.run("no_such_name"))
    with pytest.raises(RuntimeError, match=r"attempt 5: .*NameError"):
        judge(checked, check, names["hw3_poisson"], {}, attempt=5)


def test_the_interval_is_that_of_clopper_and_pearson():
    # None of n: the upper end p has (1 − p)ⁿ = 2.5 %. Five of ten: 0.1871 to 0.8129 in every table.
    assert proportion([False] * 10)["low"] == 0
    assert proportion([False] * 10)["high"] == pytest.approx(1 - 0.025**0.1)
    half = proportion([True, False] * 5)
    assert (half["count"], half["of"], half["share"]) == (5, 10, 0.5)
    assert (half["low"], half["high"]) == pytest.approx((0.1871, 0.8129), abs=5e-5)


@pytest.fixture
def record():
    """What `ensembles.header` begins, on a CPU."""
    return {
        "platform": "cpu",
        "device_name": "a processor",
        "cores": 1,
        "precision": "float32",
        "command": "python benchmarks/ensembles.py",
        "steps": 40,
        "speed": [],
        "left_out": [],
        "study": [],
    }


def row(size, seconds=0.5):
    return {
        "assignment": "hw3_poisson",
        "networks": size,
        "at_a_time": size,
        "compile_seconds": 1.25,
        "run_seconds": seconds,
    }


def test_a_size_is_on_disk_before_the_next_one_begins(record, monkeypatch, tmp_path):
    path = tmp_path / "ensembles.json"

    def measure(names, size, steps, batches):
        if size == 16:
            raise KeyboardInterrupt
        return [row(size)]

    monkeypatch.setattr(ensembles, "measure_size", measure)
    with pytest.raises(KeyboardInterrupt):
        ensembles.measure_sizes({}, record, [16, 1], np.inf, lambda record: ensembles.write_json(record, path))
    assert [one["networks"] for one in json.loads(path.read_text(encoding="utf-8"))["speed"]] == [1]
    assert [file.name for file in tmp_path.iterdir()] == ["ensembles.json"]


def test_a_size_that_would_end_too_late_is_left_out_with_the_reason(record, monkeypatch):
    def measure(names, size, steps, batches):
        time.sleep(0.05)
        return [row(size)]

    monkeypatch.setattr(ensembles, "measure_size", measure)
    ensembles.measure_sizes({}, record, [1, 2, 100_000], time.monotonic() + 60, lambda record: None)
    assert [one["networks"] for one in record["speed"]] == [1, 2]
    [left_out] = record["left_out"]
    assert left_out["networks"] == 100_000
    assert left_out["why"].endswith("s were left, and 2 networks had taken 0 s")


def test_both_problems_are_timed_for_each_batch(names, monkeypatch):
    monkeypatch.setattr(
        ensembles, "train_ensemble", lambda names, calls, batch: Ensemble(1.0, len(calls), None, None)
    )
    rows = ensembles.measure_size(names, size=3, steps=40, batches=[2, 3])
    assert [one["assignment"] for one in rows] == ["hw3_poisson", "hw3_poisson", "hw4_oscillator", "hw4_oscillator"]
    assert [one["at_a_time"] for one in rows] == [2, 3, 2, 3]
    assert {(one["compile_seconds"], one["run_seconds"]) for one in rows} == {(1.0, 3)}


def test_without_a_gpu_nothing_is_measured_on_one(tmp_path):
    command = [sys.executable, ROOT / "benchmarks" / "ensembles.py", "--device", "gpu", "--out", tmp_path / "results"]
    done = subprocess.run(
        command, env={**os.environ, "CUDA_VISIBLE_DEVICES": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "There is no gpu to measure: JAX found cpu."
    assert not list(tmp_path.iterdir())


def test_the_page_says_what_was_not_measured(record):
    record["speed"], record["machine"] = [row(16, seconds=0.5)], "A date and a machine."
    record["left_out"] = [{"networks": 1024, "why": "10 s were left, and 256 networks had taken 9 s"}]
    text = page([record])
    assert "| a processor, 1 core | Poisson (hw3 q5) | 16 | 16 | 40 | 1.25 | 0.50 | 32 |" in text
    assert "GPU: not measured." in text
    assert "1024 networks; 10 s were left" in text
    assert "tolerances" not in text
    other = record | {"platform": "gpu", "device_name": "a card"}
    assert "not measured" not in page([record, other])


def test_a_study_tells_what_passed_and_how_far_off_it_was(names, monkeypatch, record):
    monkeypatch.setattr(ensemble_study, "load", lambda assignment, hidden: public_part(assignment))
    [entry] = study("hw3_poisson", "q5", names["hw3_poisson"], attempts=2, batch=2)
    assert entry["passed"]["count"] == 2
    assert entry["both_of_two_failed"] == proportion([False])
    error = entry["errors"]["max error of u / max u"]
    assert 0 < error["quantiles"][0] <= error["quantiles"][-1] < error["limit"] == 2e-3
    record["study"], record["machine"] = [entry], "A date and a machine."
    assert "| hw3 q5.solution_for_a_sine | CPU, float32 | 2/2 = 100.000 % (15.811 … 100.000) |" in page([record])


def public_part(assignment):
    return load(assignment, hidden=False)
