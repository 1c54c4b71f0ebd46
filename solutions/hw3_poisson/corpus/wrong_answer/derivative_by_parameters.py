# %% [raw]
# base: release
# portable: true
# fails:
#   q2.slope_of_a_sine: '∂u/∂p: differentiated with respect to the parameters (argnums 0 is the default) instead of x'
#   q2.curvature_of_a_sine: '∂²u/∂p²: differentiated with respect to the parameters (argnums 0 is the default) instead of x'
#   q2.derivatives_of_other_functions: '∂u/∂p: differentiated with respect to the parameters (argnums 0 is the default) instead of x'
#   q2.derivatives_of_a_network: wrong_answer

# %% [markdown]
# argnums is forgotten: both derivatives are by the parameters.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u)), in_axes=(None, 0))
