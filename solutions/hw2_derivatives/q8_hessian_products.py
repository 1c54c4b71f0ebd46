"""hw2_derivatives, q8: the hidden check, and the mistakes of the public one."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw2_derivatives.q8_hessian_products import expect_product
from solutions.inputs import points

check = CheckList("hidden")
mistakes = MistakeList()

DEFINITE = "vᵀHv, one number, instead of the vector Hv"
DIRECTIONAL = "∇f·v, one number: the change of f along v instead of the change of its gradient"


@check(
    "q8",
    points=0.5,
    compiled=True,
    hint="What is the largest array that your function makes? Which tool gives a change along a direction?",
)
def product_without_a_matrix(student, rng):
    """`hvp` of a chain with anharmonic springs: for x of shape (4, 3), and for 200 000 coordinates."""
    student.run("import jax.numpy as jnp\nf = lambda x: jnp.sum((x[1:] - x[:-1]) ** 4) / 4 + jnp.sum(x[:-1] * x[1:])")
    x, v = points(rng, -1.0, 1.0, 12).reshape(4, 3), points(rng, -1.0, 1.0, 12).reshape(4, 3)
    H = np.array([anharmonic_hvp(x, unit.reshape(4, 3)).ravel() for unit in np.eye(12)])
    want = anharmonic_hvp(x, v)
    gradient = anharmonic_gradient(x)
    flat = wrong_products(H, x.ravel(), v.ravel(), gradient.ravel())
    wrong = {name: value.reshape(4, 3) for name, value in flat.items()}
    expect_product(student, x, v, want, wrong=wrong, numbers=wrong_numbers(want, v, gradient))
    x, v = points(rng, -1.0, 1.0, 200_000), points(rng, -1.0, 1.0, 200_000)
    student.expect("hvp(f, x, v)", x=x, v=v, want=anharmonic_hvp(x, v), rtol=3e-4)


def anharmonic_gradient(x: np.ndarray) -> np.ndarray:
    """Gradient of Σ (x_{i+1} − x_i)⁴/4 + Σ x_i x_{i+1}, neighbours along axis 0; shape of x."""
    return _against_neighbours(np.diff(x, axis=0) ** 3) + _sum_of_neighbours(x)


def anharmonic_hvp(x: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Hessian of the same function at x, times v."""
    return _against_neighbours(3 * np.diff(x, axis=0) ** 2 * np.diff(v, axis=0)) + _sum_of_neighbours(v)


def _against_neighbours(pull: np.ndarray) -> np.ndarray:
    nothing = np.zeros_like(pull[:1])
    return np.concatenate([nothing, pull]) - np.concatenate([pull, nothing])


def _sum_of_neighbours(x: np.ndarray) -> np.ndarray:
    nothing = np.zeros_like(x[:1])
    return np.concatenate([x[1:], nothing]) + np.concatenate([nothing, x[:-1]])


def wrong_products(H: np.ndarray, x: np.ndarray, v: np.ndarray, gradient: np.ndarray) -> dict[str, np.ndarray]:
    """What popular mistakes make of Hv: misconception → value."""
    return {
        "the gradient instead of its change along v": gradient,
        "x and v are exchanged": H @ x,
        "only the diagonal of H": np.diag(H) * v,
        "the gradient times v, element by element": gradient * v,
    }


def wrong_numbers(right: np.ndarray, v: np.ndarray, gradient: np.ndarray) -> list[tuple[str, float]]:
    """What popular mistakes make of Hv, `right`, that lead to a single number: misconception and value."""
    return [(DIRECTIONAL, np.sum(gradient * v)), (DEFINITE, np.sum(right * v))]


# ½ xᵀAx, a place and a direction.
A = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 0.0], [0.5, 0.0, -1.0]])
X, V = np.array([1.0, 2.0, -1.0]), np.array([0.5, -1.0, 2.0])


@mistakes("q8.product_with_a_quadratic_form", "vector")
def products_with_a_quadratic_form():
    return wrong_products(A, X, V, A @ X)


@mistakes("q8.product_with_a_quadratic_form", "one number")
def numbers_of_a_quadratic_form():
    return wrong_numbers(A @ V, V, A @ X)
