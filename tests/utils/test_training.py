"""The optimiser loop and its progress line."""

from __future__ import annotations

import io
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from lecture08_utils.progress import Progress
from lecture08_utils.training import minimise, minimise_by_the_clock, minimise_for_each, watch


def bowl(trainable):
    return (trainable["a"] - 3.0) ** 2 + jnp.sum(trainable["b"] ** 2)


START = {"a": 0, "b": jnp.ones(2)}


@pytest.mark.parametrize("steps", [1, 7, 25, 501])
def test_the_history_has_one_row_per_step_and_starts_at_the_start(steps):
    _, history = minimise(bowl, START, steps, record={"a": lambda t: t["a"], "double": lambda t: 2 * t["a"]})
    assert history.shape == (steps, 3)
    np.testing.assert_allclose(history[0], [11.0, 0.0, 0.0])
    np.testing.assert_allclose(history[:, 2], 2 * history[:, 1], rtol=1e-6)


def test_it_finds_the_minimum_of_every_leaf():
    best, history = minimise(bowl, START, 600, learning_rate=0.1)
    assert float(best["a"]) == pytest.approx(3, abs=1e-2)
    assert np.abs(best["b"]).max() < 1e-2
    assert history[-1, 0] < 1e-3 * history[0, 0]


def test_a_last_chunk_that_is_shorter_ends_in_time():
    # 26 steps are done in 13 chunks of 2, 27 steps in 14 chunks, the last of which has one.
    (_, even), (last, odd) = minimise(bowl, START, 26), minimise(bowl, START, 27)
    assert odd.shape == (27, 1)
    after, _ = minimise(bowl, last, 1, learning_rate=1e-12)
    assert float(bowl(last)) < odd[-1, 0] < even[-1, 0]
    assert float(after["a"]) == pytest.approx(float(last["a"]))


def test_the_loop_is_compiled_once():
    traced = []

    def loss(trainable):
        traced.append(1)
        return bowl(trainable)

    minimise(loss, START, 1003, progress=False)
    # scan traces its body once or twice, whatever the number of steps
    assert len(traced) <= 2


def test_a_loss_that_is_not_finite_is_told_with_its_step():
    with pytest.raises(FloatingPointError, match="nan at step 0"):
        minimise(lambda t: jnp.log(t["a"]), {"a": -1.0}, 10)


def test_no_steps():
    with pytest.raises(ValueError, match="at least one"):
        minimise(bowl, START, 0)


def test_it_runs_in_double_precision():
    with jax.enable_x64(True):
        best, _ = minimise(bowl, {"a": 0, "b": np.ones(2)}, 3)
        assert best["a"].dtype == jnp.float64


def test_nothing_is_written_where_no_terminal_is(capfd):
    minimise(bowl, START, 30)
    assert capfd.readouterr() == ("", "")


def test_a_terminal_gets_one_line_that_ends(monkeypatch):
    screen = io.StringIO()
    screen.isatty = lambda: True
    monkeypatch.setattr(sys, "stdout", screen)
    progress = Progress(10)
    progress.update(5, {"loss": 0.25, "E": 0.5})
    progress.update(10, {"loss": 0.125, "E": 0.5})
    lines = screen.getvalue().split("\r")[1:]
    assert lines[0].startswith("  0 %  compiling")
    assert lines[1].startswith(" 50 %  loss 0.25, E 0.5, compiled")
    assert lines[-1].startswith("100 %  loss 0.125, E 0.5")
    assert screen.getvalue().endswith("\n")


def test_looks_at_the_clock_are_those_of_the_same_training():
    seconds, looks = minimise_by_the_clock(bowl, START, steps=60, every=20, learning_rate=0.1)
    best, history = minimise(bowl, START, 60, learning_rate=0.1, record={"a": lambda t: t["a"]})
    assert np.all(np.diff(seconds, prepend=0) > 0)
    np.testing.assert_allclose([look["a"] for look in looks[:2]], history[[20, 40], 1], rtol=1e-6)
    np.testing.assert_allclose(looks[2]["b"], best["b"], rtol=1e-6)


@pytest.mark.parametrize(("steps", "every"), [(10, 3), (0, 1), (4, 0)])
def test_looks_must_divide_the_training(steps, every):
    with pytest.raises(ValueError, match="multiple"):
        minimise_by_the_clock(bowl, START, steps, every)


def test_trainings_of_several_lengths_are_those_of_minimise():
    seconds, trained = minimise_for_each(bowl, START, [7, 60], learning_rate=0.1)
    assert seconds.shape == (2,)
    assert seconds.min() > 0
    for steps, found in zip((7, 60), trained, strict=True):
        best, _ = minimise(bowl, START, steps, learning_rate=0.1)
        np.testing.assert_allclose(found["a"], best["a"], rtol=1e-5)
        np.testing.assert_allclose(found["b"], best["b"], rtol=1e-5)


def test_a_training_has_a_step_at_least():
    with pytest.raises(ValueError, match="0 steps"):
        minimise_for_each(bowl, START, [10, 0])


@pytest.mark.parametrize(
    ("loss", "record", "sentence"),
    [
        (lambda p: (p - 3.0) ** 2 * jnp.ones(1), {}, r"the loss has shape \(1,\); one number, shape \(\), is needed"),
        (lambda p: jnp.ones((4, 4)) * p, {}, r"the loss has shape \(4, 4\)"),
        (lambda p: None, {}, "the loss returns None: is a `return` missing"),
        (lambda p: (p**2, p), {}, "the loss returns a tuple"),
        (lambda p: p**2, {"E": lambda p: p * jnp.ones(2)}, r"record\['E'\] has shape \(2,\)"),
        (lambda p: p**2, {"E": lambda p: None}, r"record\['E'\] returns None"),
    ],
)
def test_a_loss_that_is_not_one_number_is_a_sentence(loss, record, sentence):
    with pytest.raises(ValueError, match=sentence):
        minimise(loss, 1.0, steps=2, record=record, progress=False)


@pytest.mark.parametrize("empty", [[], {}, {"net": []}])
def test_nothing_to_train_is_a_sentence(empty):
    with pytest.raises(ValueError, match="nothing to train"):
        minimise(lambda p: 1.0, empty, steps=5, progress=False)


def test_other_errors_of_a_loss_are_its_own():
    def loss(p):
        return p["missing"] ** 2

    with pytest.raises(TypeError, match="list indices"):
        minimise(loss, [1.0], steps=2, progress=False)


def test_a_watched_training_is_the_same_and_is_seen_from_its_start():
    with watch() as looks:
        best, history = minimise(bowl, START, 60, learning_rate=0.1, record={"a": lambda t: t["a"]})
    alone, _ = minimise(bowl, START, 60, learning_rate=0.1)
    assert looks.steps == list(range(61))
    np.testing.assert_allclose([look["a"] for look in looks.trainables[:-1]], history[:, 1], rtol=1e-6)
    np.testing.assert_allclose(looks.trainables[-1]["b"], best["b"])
    np.testing.assert_allclose(alone["b"], best["b"], rtol=1e-6)
    assert looks.seconds > 0
    some = [step for step, _ in looks.some(4)]
    assert (some[0], some[-1], len(some)) == (0, 60, 4)
    assert [[step for step, _ in looks.some(count)] for count in (0, 1, 2)] == [[], [60], [0, 60]]


def test_of_several_trainings_the_last_is_seen_and_of_none_nothing():
    with watch() as looks:
        minimise(bowl, START, 30)
        minimise(bowl, START, 20)
    assert looks.steps[-1] == 20
    minimise(bowl, START, 10)
    assert looks.steps[-1] == 20
    with watch() as looks:
        pass
    assert looks.some(6) == []
