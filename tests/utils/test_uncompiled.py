"""A loop in which JAX does one operation at a time is told from one that is compiled, and from one without JAX."""

import threading
import time

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from lecture08_utils import progress
from lecture08_utils.uncompiled import ADVICE, Observer


def descend(x):
    return x - 0.1 * jax.grad(lambda x: jnp.sum(jnp.sin(x) ** 2))(x)


compiled = jax.jit(descend)
large = jax.jit(lambda x: jnp.sum(jnp.sin(jnp.outer(jnp.arange(20_000.0), x)) ** 2))


def waited_for(x):
    """A compiled step that takes long, and its result as a number, which JAX waits for."""
    float(large(x))
    return x


def in_numpy(x):
    return np.sort(x)


def work(step, seconds=0.6):
    """Steps for a while, the first one unseen: it compiles."""
    x = step(np.linspace(0.0, 1.0, 5, dtype="float32"))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        x = step(x)


@pytest.mark.parametrize(
    ("step", "seen"), [(descend, True), (compiled, False), (waited_for, False), (in_numpy, False)]
)
def test_what_looks_see(step, seen):
    work(step, 0.0)
    observer, over = Observer(threading.get_ident()), threading.Event()

    def look():
        while not over.wait(0.02):
            observer.look()

    looking = threading.Thread(target=look)
    looking.start()
    work(step)
    over.set()
    looking.join()
    assert observer.sees_no_compiled_loop == seen


def test_a_few_looks_say_nothing():
    assert not Observer(threading.get_ident()).sees_no_compiled_loop


@pytest.mark.parametrize(("step", "told"), [(descend, True), (compiled, False)])
def test_who_waits_is_told(step, told, monkeypatch):
    shown = []
    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setattr(progress, "_SECONDS_OF_SILENCE", 0.05)
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LOOKS", 0.02)
    monkeypatch.setattr(progress.Waiting, "_show", lambda waiting, text: shown.append(text))
    work(step, 0.0)
    with progress.Waiting("q5") as waiting:
        waiting.now("train(f, seed=0, steps=5000, w_bc=10.0)")
        work(step)
    assert (ADVICE in shown[-1]) == told
    assert shown[0].startswith("Checking q5, 0 s so far: waiting for train(f, seed=0")
