"""Many trainings of a reference in one compiled call: its own `train`, mapped over seeds and over what is drawn.

A reference's `train` is told apart from the calls of it: a `Call` is what one call was given, with the numbers that
its f or V reads as data. Calls that differ in numbers and seeds alone are one program, an ensemble.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import CodeType, FunctionType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.training import _optimiser, _step

Names = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """What one call of `train` was given.

    Attributes:
        argument: name of the argument that is a function, such as ``"f"`` or ``"V"``.
        code: of that function.
        data: name → number that this function reads from outside, as pairs.
        numbers: name → value of the other arguments that are numbers, such as ``"w_bc"`` or ``"L"``, as pairs.
        seed, steps: as `train` gets them.
    """

    argument: str
    code: CodeType
    data: tuple[tuple[str, float], ...]
    numbers: tuple[tuple[str, float], ...]
    seed: int
    steps: int

    @property
    def program(self) -> tuple[CodeType, int]:
        """Calls for which this is the same can be one ensemble."""
        return self.code, self.steps


def call_of(train: Callable, *args: Any, **more: Any) -> Call:
    """The `Call` that ``train(*args, **more)`` would be."""
    given = inspect.signature(train).bind(*args, **more).arguments
    seed, steps = given.pop("seed"), given.pop("steps")
    [(argument, function)] = [(name, value) for name, value in given.items() if callable(value)]
    outside = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    data = tuple((name, value) for name, value in outside.items() if isinstance(value, float))
    numbers = tuple((name, value) for name, value in given.items() if name != argument)
    return Call(argument, function.__code__, data, numbers, seed, steps)


@dataclass(frozen=True)
class Ensemble:
    """Trained networks, in the order of their calls, and what it took.

    Attributes:
        compile_seconds: of wall time, for tracing and compiling.
        run_seconds: of wall time, from the call of the compiled program until all results are there.
        trained: pytree as `train` returns it; every leaf has a leading axis for the networks.
        histories: shape (networks, steps, columns).
    """

    compile_seconds: float
    run_seconds: float
    trained: Any
    histories: np.ndarray

    def member(self, index: int) -> tuple[Any, np.ndarray]:
        """What `train` returns for one of the calls."""
        return jax.tree.map(lambda leaf: leaf[index], self.trained), self.histories[index]


def train_ensemble(names: Names, calls: Sequence[Call], batch: int) -> Ensemble:
    """Train all networks in one compiled call.

    Args:
        names: of the reference.
        calls: of its `train`, all of the same `Call.program`.
        batch: networks that take their steps together, by `jax.vmap`. With fewer than there are calls, the batches
            follow one another, inside the same program.
    """
    members = jax.block_until_ready(_members(names, calls))
    one = partial(_train_one, names, calls[0])
    many = jax.vmap(one) if batch >= len(calls) else lambda members: jax.lax.map(one, members, batch_size=batch)
    start = time.perf_counter()
    program = jax.jit(many).lower(members).compile()
    compiled = time.perf_counter()
    trained, histories = jax.block_until_ready(program(members))
    done = time.perf_counter()
    return Ensemble(compiled - start, done - compiled, jax.tree.map(np.asarray, trained), np.asarray(histories))


def _members(names: Names, calls: Sequence[Call]) -> tuple[Any, dict, dict]:
    """What differs from one call to the next, stacked: starting points, `data` and `numbers`."""
    starts = [_start(names, call) for call in calls]
    return jax.tree.map(
        lambda *leaves: jnp.asarray(np.stack(leaves), dtype=float),
        *[(start, dict(call.data), dict(call.numbers)) for start, call in zip(starts, calls, strict=True)],
    )


def _start(names: Names, call: Call) -> Any:
    """The point from which the reference would start: NumPy draws it, so it cannot be drawn inside a program."""
    start, _ = _train_with(
        names, lambda loss, start, *_, **__: (start, None), call, dict(call.data), dict(call.numbers)
    )
    return start


def _train_one(names: Names, call: Call, member: tuple[Any, dict, dict]) -> tuple[Any, jax.Array]:
    """The reference's `train` for traced numbers, from a traced start instead of that of `call`."""
    start, data, numbers = member

    def minimise(loss, _, steps, learning_rate, record):
        """`lecture08_utils.training.minimise` without what cannot be traced: chunks, progress, a look at the loss."""
        optimiser = _optimiser(learning_rate, steps)
        step = _step(loss, optimiser, list(record.values()))
        begin = start, optimiser.init(start)
        state, history = jax.lax.scan(lambda state, _: step(state), begin, length=steps)
        return state[0], history

    return _train_with(names, minimise, call, data, numbers)


def _train_with(names: Names, minimise: Callable, call: Call, data: dict, numbers: dict) -> tuple[Any, Any]:
    """The reference's `train` with another `minimise`, and with these numbers in place of the call's."""
    train = FunctionType(names["train"].__code__, {**names, "minimise": minimise})
    function = FunctionType(call.code, {**names, **data})
    return train(**{call.argument: function}, **numbers, seed=call.seed, steps=call.steps)
