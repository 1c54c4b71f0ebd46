# %% [raw]
# base: release

# %% [markdown]
# The step goes along the gradient.

# %% question="q4"
def sgd_step(loss, params, lr):
    return jax.tree.map(lambda leaf, slope: leaf + lr * slope, params, jax.grad(loss)(params))
