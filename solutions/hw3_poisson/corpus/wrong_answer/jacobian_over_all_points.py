# %% [raw]
# base: release
# portable: true
# fails:
#   q2.slope_of_a_sine: 'every point met every other point: shape (n, n) instead of (n,)'
#   q2.curvature_of_a_sine: 'every point met every other point: shape (n, n) instead of (n,)'
#   q2.derivatives_of_other_functions: 'every point met every other point: shape (n, n) instead of (n,)'
#   q2.derivatives_of_a_network: 'every point met every other point: shape (n, n) instead of (n,)'

# %% [markdown]
# Derivatives of all values by all points: matrices.

# %% question="q2"
def d_dx(u):
    values = jax.vmap(u, in_axes=(None, 0))
    return jax.jacobian(values, argnums=1)

def d2_dx2(u):
    values = jax.vmap(u, in_axes=(None, 0))
    curvature = jax.jacobian(jax.jacobian(values, argnums=1), argnums=1)
    return lambda params, x: jnp.diagonal(curvature(params, x), axis1=1, axis2=2)
