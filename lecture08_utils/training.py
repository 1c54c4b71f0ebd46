"""The optimiser loop of the assignments: Adam, compiled once, with live progress."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from .levels import jit_at_level
from .progress import Progress

_CHUNKS, _WATCHED_CHUNKS = 25, 250
# Rows of the table that a compiled program fills: enough for a chunk of every usual training, so that the length of
# the chunk does not matter to the program.
_ROWS = 1000


@dataclass(eq=False)
class Looks:
    """What `watch` has seen.

    Attributes:
        steps: numbers of steps that had been taken, 0 first; empty if nothing was trained by `minimise`.
        trainables: the pytrees that had been reached then, one for each of `steps`.
        seconds: wall time of the watched lines, compilation included.
    """

    steps: list[int] = field(default_factory=list)
    trainables: list[Any] = field(default_factory=list)
    seconds: float = 0.0

    def some(self, count: int) -> list[tuple[int, Any]]:
        """At most that many looks as pairs of step and pytree: the last, the first, and more of the early ones."""
        parts = [1.0, 0.0, *(i / (count - 1) for i in range(1, count - 1))][: max(count, 0)]
        # Cubes: most of what there is to see happens early.
        places = {round((len(self.steps) - 1) * part**3) for part in parts if self.steps}
        return [(self.steps[place], self.trainables[place]) for place in sorted(places)]


_WATCHING: list[Looks] = []


@contextmanager
def watch() -> Iterator[Looks]:
    """Keep what `minimise` reaches now and then while the lines below run; of several trainings the last one.

    Example:
        >>> with watch() as looks:
        ...     best, _ = minimise(lambda p: (p - 3.0) ** 2, 0.0, steps=50, learning_rate=0.3, progress=False)
        >>> looks.steps[0], looks.steps[-1], float(looks.trainables[0])
        (0, 50, 0.0)
    """
    looks, start = Looks(), time.perf_counter()
    _WATCHING.append(looks)
    try:
        yield looks
    finally:
        _WATCHING.remove(looks)
        looks.seconds = time.perf_counter() - start


def _show_to_watchers(step: int, trainable: Any) -> None:
    for looks in _WATCHING:
        if step == 0:
            looks.steps.clear()
            looks.trainables.clear()
        looks.steps.append(step)
        looks.trainables.append(trainable)


def minimise(
    loss: Callable[[Any], jax.Array],
    trainable: Any,
    steps: int,
    learning_rate: float = 1e-2,
    record: Mapping[str, Callable[[Any], jax.Array]] | None = None,
    progress: bool = True,
) -> tuple[Any, np.ndarray]:
    """Minimise a loss by gradient descent with Adam, the learning rate falling to zero along a half cosine.

    Adam: Kingma & Ba, arXiv:1412.6980; the decay: Loshchilov & Hutter, arXiv:1608.03983, equation 5.

    Args:
        loss: function of `trainable` alone → number, shape (). It is compiled, so it must be pure.
        trainable: pytree of numbers and arrays, the point to start from. All of it is trained.
        steps: number of steps, at least 1.
        learning_rate: the one of the first step.
        record: name → function of `trainable` → number; recorded at every step beside the loss, and shown.
        progress: show a progress bar.

    Returns:
        The trained pytree, and the history of shape (steps, 1 + len(record)): in column 0 the loss *before*
        each step, in the others what `record` says, in its order.

    Raises:
        ValueError: fewer than one step, a loss that is not one number, or nothing to train.
        FloatingPointError: the loss became NaN or infinite.

    Example:
        >>> bowl = lambda p: (p["a"] - 3.0) ** 2
        >>> record = {"a": lambda p: p["a"]}
        >>> best, history = minimise(bowl, {"a": 0.0}, steps=500, learning_rate=0.1, record=record)
        >>> round(float(best["a"]), 2), history.shape
        (3.0, (500, 2))
    """
    if steps < 1:
        raise ValueError(f"steps is {steps}; at least one is needed")
    record = dict(record or {})
    names = ["loss", *record]
    trainable = _of_one_dtype(trainable)
    length = math.ceil(steps / (_WATCHED_CHUNKS if _WATCHING else _CHUNKS))
    bar = Progress(steps, progress)
    rows: list[np.ndarray] = []
    _show_to_watchers(0, trainable)
    for first, reached, row in _chunks(loss, trainable, steps, length, learning_rate, record):
        rows.append(row)
        _show_to_watchers(first + len(row), reached)
        _stop_if_not_finite(row[:, 0], first)
        bar.update(first + len(row), dict(zip(names, row[-1].tolist(), strict=True)))
    return reached, np.concatenate(rows)


def minimise_by_the_clock(
    loss: Callable[[Any], jax.Array], trainable: Any, steps: int, every: int, learning_rate: float = 1e-2
) -> tuple[np.ndarray, list[Any]]:
    """Minimise a loss as `minimise` does, and look at the clock and at the parameters now and then.

    What it looks at is one long training on its way; `minimise_for_each` compares trainings of different lengths.

    Args:
        loss, trainable, learning_rate: as for `minimise`.
        steps: number of steps, a multiple of `every`.
        every: steps from one look to the next.

    Returns:
        Seconds of wall time since the call, compilation included, shape (steps / every,), and the pytrees that had
        been reached then. The first look comes after `every` steps.

    Raises:
        ValueError: `steps` is no multiple of `every`, or either is less than one; or a loss that is not one number.

    Example:
        >>> seconds, looks = minimise_by_the_clock(lambda p: (p - 3.0) ** 2, 0.0, steps=400, every=100)
        >>> seconds.shape, len(looks)
        ((4,), 4)
    """
    if every < 1 or steps < 1 or steps % every:
        raise ValueError(f"steps is {steps}; a multiple of every = {every}, at least one, is needed")
    start = time.perf_counter()
    trainable = _of_one_dtype(trainable)
    seconds, looks = [], []
    for _, reached, _ in _chunks(loss, trainable, steps, every, learning_rate, {}):
        looks.append(jax.block_until_ready(reached))
        seconds.append(time.perf_counter() - start)
    return np.array(seconds), looks


def minimise_for_each(
    loss: Callable[[Any], jax.Array], trainable: Any, lengths: Sequence[int], learning_rate: float = 1e-2
) -> tuple[np.ndarray, list[Any]]:
    """Trainings of several lengths, each from the start and with its own fall of the learning rate to zero.

    The steps of a long training are not those of a short one: after 1250 of 5000 steps the learning rate is still
    high, and the parameters jump about.

    Args:
        loss, trainable, learning_rate: as for `minimise`.
        lengths: numbers of steps, each at least 1.

    Returns:
        Seconds of wall time of each training, shape (len(lengths),), and the trained pytrees. One program serves all
        lengths; it is compiled first, and the seconds for that are not counted.

    Raises:
        ValueError: a length is less than one, or a loss that is not one number.

    Example:
        >>> seconds, trained = minimise_for_each(lambda p: (p - 3.0) ** 2, 0.0, [10, 400], learning_rate=0.1)
        >>> seconds.shape, abs(float(trained[1]) - 3) < 0.01 < abs(float(trained[0]) - 3)
        ((2,), True)
    """
    if min(lengths) < 1:
        raise ValueError(f"a training has {min(lengths)} steps; at least one is needed")
    trainable = _of_one_dtype(trainable)
    start, to_tree = _as_vector(trainable)

    def training(start, steps):
        optimiser = _optimiser(learning_rate, steps)
        step = _step(lambda vector: loss(to_tree(vector)), optimiser, [])
        state = start, optimiser.init(start)
        return to_tree(jax.lax.fori_loop(0, steps, lambda _, state: step(state)[0], state)[0])

    with _explained(loss, {}, trainable):
        compiled = jax.jit(training).lower(start, lengths[0]).compile()
    seconds, trained = [], []
    for steps in lengths:
        begin = time.perf_counter()
        trained.append(jax.block_until_ready(compiled(start, steps)))
        seconds.append(time.perf_counter() - begin)
    return np.array(seconds), trained


def _of_one_dtype(trainable):
    """A Python number would change its type on the way through a compiled loop."""
    # By way of NumPy, since jnp.asarray compiles a program for every shape.
    return jax.tree.map(lambda leaf: jax.device_put(np.asarray(leaf, jnp.result_type(float))), trainable)


def _as_vector(tree):
    """All arrays of a pytree in one vector, shape (n,), and the function that makes a pytree of such a vector again.

    Adam is a few operations per array. In a vector it is compiled once instead of once for each weight and bias.
    """
    leaves, structure = jax.tree.flatten(tree)
    if not leaves:
        raise ValueError("there is nothing to train: no number is in what you start from")
    shapes = [leaf.shape for leaf in leaves]
    ends = np.cumsum([leaf.size for leaf in leaves])

    def to_tree(vector):
        parts = [part.reshape(shape) for part, shape in zip(jnp.split(vector, ends[:-1]), shapes, strict=True)]
        return jax.tree.unflatten(structure, parts)

    return jax.device_put(np.concatenate([np.ravel(leaf) for leaf in leaves])), to_tree


def _chunks(loss, trainable, steps, length, learning_rate, record):
    """Trains, `length` steps at a time: yields the number of steps before, what is reached then, and the figures."""
    start, to_tree = _as_vector(trainable)
    of_vector = [lambda vector, function=function: function(to_tree(vector)) for function in (loss, *record.values())]

    # Nothing that differs from one training to another is part of the program, the number of steps least of all: JAX
    # finds it again where it keeps compiled programs.
    def some_steps(state, count, steps, learning_rate):
        step = _step(of_vector[0], _optimiser(learning_rate, steps), of_vector[1:])

        def fill(row, reached):
            state, figures = step(reached[0])
            return state, reached[1].at[row].set(figures)

        table = jnp.zeros((max(length, _ROWS), len(of_vector)), start.dtype)
        state, table = jax.lax.fori_loop(0, count, fill, (state, table))
        return state, to_tree(state[0]), table

    # Compiling is most of a short training. At level 1 it takes a fifth less.
    run = jit_at_level(some_steps, 1)
    memory = jax.eval_shape(_optimiser(learning_rate, steps).init, start)
    # Adam begins with zeros. NumPy's need not be compiled.
    state = start, jax.tree.map(lambda leaf: np.zeros(leaf.shape, leaf.dtype), memory)
    for first in range(0, steps, length):
        count = min(length, steps - first)
        with _explained(loss, record, trainable):
            state, reached, table = run(state, count, steps, learning_rate)
        yield first, reached, np.asarray(table)[:count]


def _optimiser(learning_rate, steps):
    """Adam, its learning rate falling to zero; both arguments may be traced."""

    # What optax.cosine_decay_schedule computes, which wants to know the number of steps when it is traced.
    def rate(count):
        return learning_rate * (0.5 * (1 + jnp.cos(jnp.pi * count / steps)))

    return optax.adam(rate)


def _step(loss, optimiser, record):
    """A pure function of a state, parameters and the optimiser's memory, to the next one and (columns,) figures.

    It is not compiled yet: benchmarks train many networks at once with it.
    """

    def step(state):
        trainable, memory = state
        value, gradient = jax.value_and_grad(loss)(trainable)
        figures = jnp.stack([value, *(jnp.asarray(column(trainable), value.dtype) for column in record)])
        updates, memory = optimiser.update(gradient, memory, trainable)
        return (optax.apply_updates(trainable, updates), memory), figures

    return step


@contextmanager
def _explained(loss, record, trainable):
    """Say of a loss or record that is not one number what it is; JAX's own errors speak of other things."""
    try:
        yield
    except (TypeError, ValueError):
        for name, function in {
            "the loss": loss,
            **{f"record[{key!r}]": item for key, item in record.items()},
        }.items():
            _require_number(name, jax.eval_shape(function, trainable))
        raise


def _require_number(name, answer):
    advice = "one number, shape (), is needed: sum or average over what it has too much, or index it away"
    if answer is None:
        raise ValueError(f"{name} returns None: is a `return` missing?") from None
    if not hasattr(answer, "shape"):
        raise ValueError(f"{name} returns a {type(answer).__name__}; {advice}") from None
    if answer.shape:
        raise ValueError(f"{name} has shape {answer.shape}; {advice}") from None


def _stop_if_not_finite(losses: np.ndarray, first: int) -> None:
    bad = np.flatnonzero(~np.isfinite(losses))
    if bad.size:
        raise FloatingPointError(
            f"the loss became {losses[bad[0]]} at step {first + int(bad[0])}: is there a division by zero, a square "
            "root or a logarithm of a negative number in it, or is the learning rate too large?"
        )
