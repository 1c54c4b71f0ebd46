"""Double precision in JAX for some lines only."""

from __future__ import annotations

from contextlib import AbstractContextManager

import jax


def double_precision() -> AbstractContextManager[None]:
    """Let JAX compute in float64 while the lines below run; outside it stays with float32.

    Arrays made in float32 before stay as inexact as they are. Take results out as NumPy arrays; outside, JAX rounds
    them to float32 when it computes with them.

    Example:
        >>> import jax.numpy as jnp
        >>> with double_precision():
        ...     third = jnp.ones(1) / 3
        >>> third.dtype, (jnp.ones(1) / 3).dtype
        (dtype('float64'), dtype('float32'))
    """
    if hasattr(jax, "enable_x64"):
        return jax.enable_x64(True)
    from jax.experimental import enable_x64  # type: ignore[attr-defined]  # before JAX 0.8

    return enable_x64(True)
