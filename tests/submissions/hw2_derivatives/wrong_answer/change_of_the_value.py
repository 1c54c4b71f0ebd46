# %% [markdown]
# The change of f along v instead of the change of its gradient.

# %% question="q8"
def hvp(f, x, v):
    return jax.jvp(f, (x,), (v,))[1]
