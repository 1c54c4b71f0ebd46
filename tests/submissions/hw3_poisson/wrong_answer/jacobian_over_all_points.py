# %% [raw]
# base: release

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
