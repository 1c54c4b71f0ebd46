"""What JAX compiles in a worker is found again there, and nowhere else."""

from .conftest import Notebook

TRAIN = """
import jax, jax.numpy as jnp, numpy as np
from lecture08_utils.training import minimise
events = []
jax.monitoring.register_event_listener(lambda name, **_: events.append(name))

def train(seed, steps):
    start = np.random.default_rng(seed).normal(size=(40, 40))
    # A loss of its own each time, as a student's train makes one.
    minimise(lambda p: jnp.mean((jnp.tanh(p @ p) - 0.3) ** 2), start, steps, progress=False)
    return sum(name.endswith("cache_hits") for name in events)

hits = [train(0, 60), train(1, 60), train(2, 7)]
"""


def test_trainings_with_another_seed_or_length_are_compiled_once_for_a_submission(engine):
    for _ in range(2):
        with Notebook(engine, TRAIN) as notebook:
            assert notebook.verdicts == {}
            assert notebook.ask("q1", "hits") == [0, 1, 2]
