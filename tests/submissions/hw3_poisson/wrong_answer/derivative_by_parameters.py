# %% [raw]
# base: release

# %% [markdown]
# argnums is forgotten: both derivatives are by the parameters.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u)), in_axes=(None, 0))
