"""hw1_autodiff, q9: the hidden check, and what it expects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lecture08_utils.checking import CheckList
from lecture08_utils.hw1_autodiff.q9_jax_products import expect_product
from solutions.inputs import points

check = CheckList("hidden")


@check(
    "q9",
    points=0.5,
    hint="What is w · (J v), and what is (Jᵀw) · v? Does each of your functions use the x, v and w that it is given?",
)
def products_with_other_jacobians(student, rng):
    """Gradient, J v and Jᵀw are right for more inputs than outputs and for fewer, and w · (J v) = (Jᵀw) · v."""
    for m, n in ((2, 4), (5, 3)):
        waves = Waves(rng.uniform(0.5, 1.5, (m, n)).round(3), points(rng, 0.5, 1.5, m))
        x, v, w = points(rng, -1.0, 1.0, n), points(rng, -1.0, 1.0, n), points(rng, -1.0, 1.0, m)
        student.run(
            "A, b, x, v, w = (jnp.asarray(array) for array in (A, b, x, v, w))\n"
            "f = lambda x: b * jnp.sin(A @ x)\n"
            "g = lambda x: jnp.sum(b * jnp.sin(A @ x))",
            A=waves.A,
            b=waves.b,
            x=x,
            v=v,
            w=w,
        )
        J, value = waves.jacobian(x), waves.value(x)
        expect_product(student, "jax_gradient(g, x)", want=J.sum(axis=0))
        forward = expect_product(student, "jvp_along(f, x, v)", want=J @ v, value=value)
        backward = expect_product(student, "vjp_along(f, x, w)", want=w @ J, value=value)
        # Both are within 1e-4 of what they should be, so that this could only fail for a wrong oracle.
        student.require(abs(w @ forward - backward @ v) < 1e-2, "w · (J v) is not (Jᵀw) · v.")


@dataclass(frozen=True)
class Waves:
    """f(x) = b sin(Ax), elementwise in the outputs.

    Attributes:
        A: shape (m, n).
        b: shape (m,).
    """

    A: np.ndarray
    b: np.ndarray

    def value(self, x: np.ndarray) -> np.ndarray:
        return self.b * np.sin(self.A @ x)

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Shape (m, n)."""
        return (self.b * np.cos(self.A @ x))[:, None] * self.A
