# %% [raw]
# base: release

# %% [markdown]
# The second of the two derivatives is by the parameters.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u, argnums=1)), in_axes=(None, 0))
