"""The size of arrays that are not made."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from lecture08_utils.memory import largest_array


def product_by_matrix(x, v):
    return jax.hessian(lambda x: jnp.sum(x**4))(x) @ v


def product_by_direction(x, v):
    return jax.jvp(jax.grad(lambda x: jnp.sum(x**4)), (x,), (v,))[1]


def in_a_loop(x, v):
    return jax.lax.fori_loop(0, 3, lambda _, y: jnp.outer(y, v) @ y, x)


def by_numpy(x, v):
    return np.asarray(x) * 2


@pytest.mark.parametrize(
    ("function", "size"),
    [
        (product_by_matrix, 10_000),
        (jax.jit(product_by_matrix), 10_000),
        (in_a_loop, 10_000),
        (product_by_direction, 100),
        (by_numpy, 0),
    ],
)
def test_the_largest_array_is_found(function, size):
    assert largest_array(function, jnp.ones(100), jnp.ones(100)) == size
