# %% [raw]
# base: release
# portable: true
# fails:
#   q2.curvature_of_a_sine: '∂²u/∂p∂x: argnums=1 is missing in one of the two derivatives'
#   q2.derivatives_of_other_functions: '∂²u/∂p∂x: argnums=1 is missing in one of the two derivatives'
#   q2.derivatives_of_a_network: wrong_answer

# %% [markdown]
# The second of the two derivatives is by the parameters.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u, argnums=1)), in_axes=(None, 0))
