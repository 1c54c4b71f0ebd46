# %% [raw]
# portable: true
# fails:
#   q9.products_with_a_jacobian: the pair of f(x) and J v that jax.jvp returns
#   q9.products_with_other_jacobians: the pair of f(x) and J v that jax.jvp returns

# %% [markdown]
# The pair of jvp and the tuple of vjp are returned whole.

# %% question="q9"
def jax_gradient(f, x):
    return jax.grad(f)(x)

def jvp_along(f, x, v):
    return jax.jvp(f, (x,), (v,))

def vjp_along(f, x, w):
    return jax.vjp(f, x)[1](w)
