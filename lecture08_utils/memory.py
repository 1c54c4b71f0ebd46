"""How large the arrays are that a computation makes, without making them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import jax
from jax.extend.core import ClosedJaxpr, Jaxpr


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
    return max(_sizes(traced.jaxpr), default=0)


def _sizes(jaxpr: Jaxpr) -> Iterator[int]:
    for equation in jaxpr.eqns:
        for variable in equation.outvars:
            yield math.prod(getattr(variable.aval, "shape", ()))
        for inner in jax.tree.leaves(list(equation.params.values()), is_leaf=_is_jaxpr):
            if _is_jaxpr(inner):
                yield from _sizes(inner.jaxpr if isinstance(inner, ClosedJaxpr) else inner)


def _is_jaxpr(value: Any) -> bool:
    return isinstance(value, Jaxpr | ClosedJaxpr)
