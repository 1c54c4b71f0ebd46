# %% [raw]
# base: release

# %% [markdown]
# Only the first array of the parameters moves.

# %% question="q4"
def sgd_step(loss, params, lr):
    leaves, nesting = jax.tree.flatten(params)
    slopes = jax.tree.leaves(jax.grad(loss)(params))
    return jax.tree.unflatten(nesting, [leaves[0] - lr * slopes[0], *leaves[1:]])
