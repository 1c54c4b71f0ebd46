# %% [markdown]
# The whole tuple that the function of jax.vjp returns.

# %% question="q8"
def hvp(f, x, v):
    _, pull_back = jax.vjp(jax.grad(f), x)
    return pull_back(v)
