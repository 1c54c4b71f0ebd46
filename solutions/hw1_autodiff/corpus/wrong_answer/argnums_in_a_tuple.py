# %% [raw]
# portable: true
# fails:
#   q9.products_with_a_jacobian: 'a tuple of gradients: with argnums=(0,) jax.grad answers with one per argument; argnums=0 is one'
#   q9.products_with_other_jacobians: 'a tuple of gradients: with argnums=(0,) jax.grad answers with one per argument; argnums=0 is one'

# %% [markdown]
# argnums is a tuple, and so is what comes back.

# %% question="q9"
def jax_gradient(f, x):
    return jax.grad(f, argnums=(0,))(x)

def jvp_along(f, x, v):
    return jax.jvp(f, (x,), (v,))[1]

def vjp_along(f, x, w):
    return jax.vjp(f, x)[1](w)[0]
