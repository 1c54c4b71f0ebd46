# %% [raw]
# base: release
# portable: true
# fails:
#   q8.product_with_a_quadratic_form: '∇f·v, one number: the change of f along v instead of the change of its gradient'
#   q8.product_without_a_matrix: '∇f·v, one number: the change of f along v instead of the change of its gradient'

# %% [markdown]
# The change of f along v instead of the change of its gradient.

# %% question="q8"
def hvp(f, x, v):
    return jax.jvp(f, (x,), (v,))[1]
