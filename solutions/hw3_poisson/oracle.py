"""What is right about Poisson's equation u″ = f on (0, π), u(0) = u(π) = 0, in NumPy and float64.

Independent of student code and of JAX. Everything is dimensionless.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


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
