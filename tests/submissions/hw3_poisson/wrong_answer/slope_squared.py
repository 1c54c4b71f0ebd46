# %% [raw]
# base: release

# %% [markdown]
# The square of the derivative in place of the second derivative.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return lambda params, x: d_dx(u)(params, x) ** 2
