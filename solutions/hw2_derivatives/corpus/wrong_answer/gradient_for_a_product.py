# %% [raw]
# base: release
# portable: true
# fails:
#   q8.product_with_a_quadratic_form: wrong_answer
#   q8.product_without_a_matrix: the gradient instead of its change along v

# %% [markdown]
# The gradient, first of the pair that jvp returns, instead of its change.

# %% question="q8"
def hvp(f, x, v):
    return jax.jvp(jax.grad(f), (x,), (v,))[0]
