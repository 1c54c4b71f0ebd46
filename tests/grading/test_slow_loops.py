"""Who runs out of time in a loop of JAX operations is told so."""

import time

import pytest

from autograder.grading.slow_loops import ADVICE, advice_on_time

LOOP = "def train(seed, steps):\n    for _ in range(steps):\n        params = params - jax.grad(loss)(params)\n"
IN_WHILE = "while True:\n    x = jnp.sin(x)\n"


@pytest.mark.parametrize("source", [LOOP, IN_WHILE])
def test_a_loop_that_is_not_compiled(source):
    assert advice_on_time(["import jax", source]) == ADVICE


@pytest.mark.parametrize(
    "sources",
    [
        ["step = jax.jit(update)\n", LOOP],
        [LOOP.replace("jax.grad(loss)(params)", "fast(params)"), "@jit\ndef fast(params):\n    return params"],
        ["def train(seed, steps):\n    return minimise(loss, init_params(seed), steps)\n"],
        ["x = jax.lax.scan(step, start, None, 5000)\nfor name in names:\n    print(name)\n"],
        ["for _ in range(10**12):\n    pass\n"],
        ["x = jnp.linalg.eigh(H)\n"],
    ],
)
def test_what_is_compiled_or_no_loop_of_jax(sources):
    assert advice_on_time(sources) == ""


def test_hostile_text_is_read_in_no_time():
    begun = time.thread_time()
    advice_on_time(["for " * 500_000, " " * 2_000_000, "for x\n" * 300_000])
    assert time.thread_time() - begun < 2
