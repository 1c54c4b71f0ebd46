"""hw4_oscillator: functions that stand in for the network, and where they are asked for, in several questions."""

from __future__ import annotations

import numpy as np

GAUSSIAN = "import jax.numpy as jnp\ngaussian = lambda p, x: jnp.exp(-p * x**2)"
HARMONIC = "V = lambda x: 0.5 * x**2"
# The same well elsewhere: an x²/2 that was typed in is seen.
DISPLACED = "displaced = lambda x: 0.5 * (x - 1.0) ** 2"
# Functions of one point, as networks are: an array of points does not fit. (1, 0) makes ψ₀, but for a factor.
BELLS = "import jax.numpy as jnp\nbells = lambda p, x: jnp.dot(p, jnp.exp(-jnp.array([0.5, 1.0]) * x**2))"

FOUR_POINTS = np.array([-1.0, 0.0, 0.5, 2.0])
