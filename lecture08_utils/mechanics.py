"""Stepping an equation of motion through time, and Lagrangians to try it on.

A Lagrangian is a function L(q, q̇) → number of two arrays of shape (n,): generalised coordinates and velocities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

Lagrangian = Callable[[jax.Array, jax.Array], jax.Array]


def integrate(rate: Callable[[jax.Array], jax.Array], state: jax.Array, dt: float, n_steps: int) -> jax.Array:
    """Solve dy/dt = rate(y) with the classical Runge–Kutta method of fourth order, compiled as one loop.

    Args:
        rate: function y → dy/dt, of the shape of y. It is compiled, so it must be made of JAX operations.
        state: y at time 0, floating point, any shape.
        dt: time step. The error grows like dt⁴.
        n_steps: number of steps.

    Returns:
        y at times 0, dt, …, n_steps·dt; shape (n_steps + 1, *shape of y).

    Raises:
        TypeError: what `rate` returns is not like y.

    Example:
        >>> integrate(lambda y: -y, jnp.ones(1), dt=0.1, n_steps=10)[-1]      # exp(-1)
        Array([0.3679], dtype=float32)
    """

    # Four slopes: how far along the one before it each of them is taken, in units of dt, and its weight in the mean.
    # In a loop, so that there is one copy of `rate` to compile and not four.
    stages = jnp.array([(0.0, 1 / 6), (0.5, 1 / 3), (0.5, 1 / 3), (1.0, 1 / 6)], dtype=state.dtype)

    def step(y, _):
        def stage(slopes, reach_and_weight):
            slope, mean = slopes
            reach, weight = reach_and_weight
            slope = rate(y + reach * dt * slope)
            _require_like(y, slope)
            return (slope, mean + weight * slope), None

        start = jnp.zeros_like(y)
        (_, mean_slope), _ = jax.lax.scan(stage, (start, start), stages)
        y = y + dt * mean_slope
        return y, y

    _, later = jax.lax.scan(step, state, length=n_steps)
    return jnp.concatenate([state[None], later])


def _require_like(y: jax.Array, slope: Any) -> None:
    """Say what a rate must be, where JAX would speak of the types that its loops carry."""
    if slope is None:
        raise TypeError("rate(y) is None: is its `return` missing?")
    if isinstance(slope, tuple | list):
        raise TypeError(
            f"rate(y) is a {type(slope).__name__} of {len(slope)}; it must be one array, of shape {y.shape} as y: "
            "jnp.stack makes one of several."
        )
    if jnp.shape(slope) != y.shape:
        raise TypeError(f"rate(y) has the shape {jnp.shape(slope)}, y has {y.shape}: they must be the same.")


def pendulum(m: float = 1.0, length: float = 1.0, g: float = 9.81) -> Lagrangian:
    """A mass on a rod; q[0] is the angle from the downward vertical in rad. SI units."""

    def L(q, qdot):
        kinetic = 0.5 * m * (length * qdot[0]) ** 2
        potential = -m * g * length * jnp.cos(q[0])
        return kinetic - potential

    return L


def double_pendulum(m1=1.0, m2=1.0, l1=1.0, l2=1.0, g=9.81) -> Lagrangian:
    """A pendulum that hangs from a pendulum; q holds both angles from the downward vertical in rad. SI units."""

    def L(q, qdot):
        # Horizontal and vertical velocity of each mass.
        upper = l1 * qdot[0] * jnp.array([jnp.cos(q[0]), jnp.sin(q[0])])
        lower = upper + l2 * qdot[1] * jnp.array([jnp.cos(q[1]), jnp.sin(q[1])])
        kinetic = 0.5 * m1 * jnp.sum(upper**2) + 0.5 * m2 * jnp.sum(lower**2)
        y1 = -l1 * jnp.cos(q[0])
        y2 = y1 - l2 * jnp.cos(q[1])
        return kinetic - g * (m1 * y1 + m2 * y2)

    return L
