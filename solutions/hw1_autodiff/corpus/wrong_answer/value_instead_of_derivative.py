# %% [raw]
# portable: true
# fails:
#   q9.products_with_a_jacobian: f(x), the first of the pair that jax.jvp returns
#   q9.products_with_other_jacobians: f(x), the first of the pair that jax.jvp returns

# %% [markdown]
# The first of the pair is returned.

# %% question="q9"
def jax_gradient(f, x):
    return jax.grad(f)(x)

def jvp_along(f, x, v):
    return jax.jvp(f, (x,), (v,))[0]

def vjp_along(f, x, w):
    return jax.vjp(f, x)[0]
