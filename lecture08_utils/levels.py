"""Compiling with less optimisation, where compiling takes longer than running."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax


def jit_at_level(function: Callable, level: int) -> Any:
    """As `jax.jit`, on a CPU with an optimisation level of XLA's.

    Args:
        level: 0 for what runs a few times, compiled in a fourth of the time; 1 for a short training, whose steps are
            as fast as with full optimisation.
    """
    options = {"xla_backend_optimization_level": level} if jax.default_backend() == "cpu" else None
    return jax.jit(function, compiler_options=options)
