# %% [markdown]
# vᵀHv instead of Hv.

# %% question="q8"
def hvp(f, x, v):
    return jnp.vdot(v, jax.jvp(jax.grad(f), (x,), (v,))[1])
