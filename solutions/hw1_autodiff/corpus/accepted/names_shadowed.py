# %% [raw]
# portable: true

# %% [markdown]
# Builtins and libraries have other names, or their names mean something else.

# %% question="q1"
import numpy as numerics

def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)

# %% question="q9"
def jax_gradient(f, x):
    return jax.grad(f)(x)

def jvp_along(f, x, v):
    return jax.jvp(f, (x,), (v,))[1]

def vjp_along(f, x, w):
    return jax.vjp(f, x)[1](w)[0]

all = any = type = sorted = bool = list = max = isinstance = 0
