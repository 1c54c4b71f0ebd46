"""How large the arrays are that a computation makes, without making them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import jax

from .jaxprs import equations


def largest_array(function: Callable, *arguments: Any) -> int:
    """The number of entries of the largest array that a function makes. It is traced, not run.

    Args:
        function: made of JAX operations.
        arguments: arrays.

    Returns:
        That number; 0 for a function that can be run but not traced, such as one that uses NumPy.

    Example:
        >>> import jax.numpy as jnp
        >>> largest_array(lambda x: jnp.sum(jnp.outer(x, x)), jnp.ones(1000))
        1000000
    """
    try:
        traced = jax.make_jaxpr(function)(*arguments)
    except jax.errors.JAXTypeError:
        return 0
    outputs = (variable for equation in equations(traced.jaxpr) for variable in equation.outvars)
    return max((math.prod(getattr(variable.aval, "shape", ())) for variable in outputs), default=0)
