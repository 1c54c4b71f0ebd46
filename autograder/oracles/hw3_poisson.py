"""What is right about Poisson's equation u″ = f on (0, π), u(0) = u(π) = 0, in NumPy and float64.

Independent of student code and of JAX. Everything is dimensionless.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Layers = Sequence[tuple[np.ndarray, np.ndarray]]


def network(
    layers: Layers, x: np.ndarray, bend: Callable = np.tanh, last: Callable = lambda signal: signal
) -> np.ndarray:
    """A network with one input and one output at many points.

    Args:
        layers: (W, b) from the first to the last, W (n_out, n_in), b (n_out,).
        x: shape (n,).
        bend, last: what is done after every layer but the last, and after that one.

    Returns:
        u(x), shape (n,).
    """
    signal = x[None, :]
    for W, b in layers[:-1]:
        signal = bend(W @ signal + b[:, None])
    W, b = layers[-1]
    return last(W @ signal + b[:, None])[0]


@dataclass(frozen=True)
class Bumps:
    """u = Σ vⱼ tanh(wⱼ x + bⱼ) at points x, with two derivatives; w, b and v have shape (m,)."""

    w: np.ndarray
    b: np.ndarray
    v: np.ndarray

    def _tanh(self, x: np.ndarray) -> np.ndarray:
        return np.tanh(np.outer(x, self.w) + self.b)

    def value(self, x: np.ndarray) -> np.ndarray:
        return self._tanh(x) @ self.v

    def slope(self, x: np.ndarray) -> np.ndarray:
        return (1 - self._tanh(x) ** 2) @ (self.v * self.w)

    def curvature(self, x: np.ndarray) -> np.ndarray:
        t = self._tanh(x)
        return (-2 * t * (1 - t**2)) @ (self.v * self.w**2)


@dataclass(frozen=True)
class Potential:
    """u = x(π − x)(a + b(x − π/2)) + c sin kx, k an integer: a potential between grounded plates."""

    a: float
    b: float
    c: float
    k: int

    # f for questions: `a`, `b`, `c` and `k` are handed over as data.
    CODE = (
        "import jax.numpy as jnp\nf = lambda x: -2.0 * a - 6.0 * b * (x - 0.5 * jnp.pi) - c * k**2 * jnp.sin(k * x)"
    )

    def value(self, x: np.ndarray) -> np.ndarray:
        return x * (np.pi - x) * (self.a + self.b * (x - np.pi / 2)) + self.c * np.sin(self.k * x)

    def f(self, x: np.ndarray) -> np.ndarray:
        """u″."""
        return -2 * self.a - 6 * self.b * (x - np.pi / 2) - self.c * self.k**2 * np.sin(self.k * x)

    @property
    def data(self) -> dict[str, float]:
        """What `CODE` needs."""
        return {"a": self.a, "b": self.b, "c": self.c, "k": float(self.k)}
