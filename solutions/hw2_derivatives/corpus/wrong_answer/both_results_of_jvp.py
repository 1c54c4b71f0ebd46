# %% [raw]
# base: release
# portable: true
# fails:
#   q8.product_with_a_quadratic_form: 'both results of jax.jvp: the second one is asked for'
#   q8.product_without_a_matrix: 'both results of jax.jvp: the second one is asked for'

# %% [markdown]
# The pair that jax.jvp returns.

# %% question="q8"
def hvp(f, x, v):
    return jax.jvp(jax.grad(f), (x,), (v,))
