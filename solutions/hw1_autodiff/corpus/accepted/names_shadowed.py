# %% [raw]
# portable: true

# %% [markdown]
# Names of builtins mean something else from here on.

# %% question="q9"
def jax_gradient(f, x):
    return jax.grad(f)(x)

def jvp_along(f, x, v):
    return jax.jvp(f, (x,), (v,))[1]

def vjp_along(f, x, w):
    return jax.vjp(f, x)[1](w)[0]

all = any = type = sorted = bool = max = 0
