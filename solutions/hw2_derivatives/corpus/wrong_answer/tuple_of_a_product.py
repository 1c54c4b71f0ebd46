# %% [raw]
# portable: true
# fails:
#   q8.product_with_a_quadratic_form: 'the tuple of jax.vjp''s function: its one entry is asked for'
#   q8.product_without_a_matrix: 'the tuple of jax.vjp''s function: its one entry is asked for'

# %% [markdown]
# The whole tuple that the function of jax.vjp returns.

# %% question="q8"
def hvp(f, x, v):
    _, pull_back = jax.vjp(jax.grad(f), x)
    return pull_back(v)
