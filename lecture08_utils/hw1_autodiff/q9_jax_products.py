"""hw1_autodiff, q9: gradients and products with a Jacobian in JAX."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q9",
    "The same in JAX",
    ("jax_gradient", "jvp_along", "vjp_along"),
    concepts=("`jax.grad`, and derivatives in one direction",),
)
check = CheckList("public")


@check(
    "q9",
    points=0.5,
    hint="What do jax.jvp and jax.vjp return, and which part of it is asked for? Does v have an entry per input or "
    "per output?",
)
def products_with_a_jacobian(student, rng):
    """Gradient, J v and Jᵀw of f(x) = (x₀x₁, sin x₀, x₁²) at (1/2, 2)."""
    student.run(
        "f = lambda x: jnp.stack([x[0] * x[1], jnp.sin(x[0]), x[1] ** 2])\n"
        "g = lambda x: x[0] * x[1] ** 2\n"
        "x, v, w = jnp.array([0.5, 2.0]), jnp.array([3.0, -1.0]), jnp.array([1.0, -2.0, 0.5])"
    )
    value = np.array([1.0, 0.4794255, 4.0])
    expect_product(student, "jax_gradient(g, x)", want=[4.0, 2.0])  # x₁² and 2x₀x₁
    expect_product(student, "jvp_along(f, x, v)", want=[5.5, 2.6327477, -4.0], value=value)
    expect_product(student, "vjp_along(f, x, w)", want=[0.2448349, 2.5], value=value)


# What is returned whole, by function and by the number of its entries.
WHOLE = {
    (
        "jax_gradient",
        1,
    ): "a tuple of gradients: with argnums=(0,) jax.grad answers with one per argument; argnums=0 is one",
    ("jax_gradient", 2): "the pair of f(x) and gradient that jax.value_and_grad returns",
    ("jvp_along", 2): "the pair of f(x) and J v that jax.jvp returns",
    ("vjp_along", 1): "the tuple that the function from jax.vjp returns: its one entry is asked for",
}
FIRST = {
    "jvp_along": "f(x), the first of the pair that jax.jvp returns",
    "vjp_along": "f(x), the first of the pair that jax.vjp returns",
}


def expect_product(student, expression: str, want: list[float], value: np.ndarray | None = None) -> np.ndarray:
    """Demand one array and return it; `value` is f(x), which JAX returns beside the derivative."""
    function = expression.partition("(")[0]
    answer = student.ask(expression)
    if isinstance(answer, list) and answer and all(isinstance(part, np.ndarray) for part in answer):
        problem = f"The answer is a tuple or list of {len(answer)} array{'s' * (len(answer) > 1)}; "
        problem += "a single array is expected."
        idea = WHOLE.get((function, len(answer)), "")
        student.fail(problem + student.promise(), expected=f"shape {np.shape(want)}", misconception=idea)
    is_value = (
        value is not None
        and isinstance(answer, np.ndarray)
        and answer.shape == value.shape
        and np.allclose(answer, value, rtol=1e-3)
    )
    student.require(
        not is_value,
        "The answer is f(x), not a derivative.",
        returned=answer,
        misconception=FIRST.get(function, ""),
    )
    return student.expect(expression, want=want, rtol=1e-4, atol=1e-5)
