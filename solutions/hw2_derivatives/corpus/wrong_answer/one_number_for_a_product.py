# %% [raw]
# base: release
# portable: true
# fails:
#   q8.product_with_a_quadratic_form: vᵀHv, one number, instead of the vector Hv
#   q8.product_without_a_matrix: vᵀHv, one number, instead of the vector Hv

# %% [markdown]
# vᵀHv instead of Hv.

# %% question="q8"
def hvp(f, x, v):
    return jnp.vdot(v, jax.jvp(jax.grad(f), (x,), (v,))[1])
