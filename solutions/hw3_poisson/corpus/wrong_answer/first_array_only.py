# %% [raw]
# base: release
# portable: true
# fails:
#   q4.step_of_one_parameter: only the first array of the parameters moved
#   q4.step_of_a_nested_tree: only the first array of the parameters moved
#   q4.steps_for_an_equation: only the first array of the parameters moved

# %% [markdown]
# Only the first array of the parameters moves.

# %% question="q4"
def sgd_step(loss, params, lr):
    leaves, nesting = jax.tree.flatten(params)
    slopes = jax.tree.leaves(jax.grad(loss)(params))
    return jax.tree.unflatten(nesting, [leaves[0] - lr * slopes[0], *leaves[1:]])
