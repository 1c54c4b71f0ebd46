# %% [raw]
# fails:
#   q8.product_with_a_quadratic_form: the Hessian is formed, n² numbers, and then multiplied
#   q8.product_without_a_matrix: memory_limit_exceeded

# %% [markdown]
# The Hessian is formed: 160 GB for 200 000 coordinates.

# %% question="q8"
def hvp(f, x, v):
    n = x.size
    return (jax.hessian(f)(x).reshape(n, n) @ v.reshape(n)).reshape(x.shape)
