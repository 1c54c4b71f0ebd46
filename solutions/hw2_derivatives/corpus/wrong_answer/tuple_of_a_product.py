# %% [raw]
# base: release
# portable: true
# fails:
#   q8.product_with_a_quadratic_form: 'a tuple with one entry, as the function of jax.vjp gives: the entry is asked for'
#   q8.product_without_a_matrix: 'a tuple with one entry, as the function of jax.vjp gives: the entry is asked for'

# %% [markdown]
# The whole tuple that the function of jax.vjp returns.

# %% question="q8"
def hvp(f, x, v):
    _, pull_back = jax.vjp(jax.grad(f), x)
    return pull_back(v)
