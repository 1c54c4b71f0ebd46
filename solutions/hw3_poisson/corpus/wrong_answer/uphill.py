# %% [raw]
# base: release
# portable: true
# fails:
#   q4.step_of_one_parameter: 'uphill: the step goes along the gradient, not against it'
#   q4.step_of_a_nested_tree: 'uphill: the step goes along the gradient, not against it'
#   q4.steps_for_an_equation: 'uphill: the step goes along the gradient, not against it'

# %% [markdown]
# The step goes along the gradient.

# %% question="q4"
def sgd_step(loss, params, lr):
    return jax.tree.map(lambda leaf, slope: leaf + lr * slope, params, jax.grad(loss)(params))
