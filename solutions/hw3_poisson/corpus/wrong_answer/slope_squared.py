# %% [raw]
# base: release
# portable: true
# fails:
#   q2.curvature_of_a_sine: (∂u/∂x)², the square of the slope, instead of ∂²u/∂x²
#   q2.derivatives_of_other_functions: (∂u/∂x)², the square of the slope, instead of ∂²u/∂x²
#   q2.derivatives_of_a_network: wrong_answer

# %% [markdown]
# The square of the derivative in place of the second derivative.

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return lambda params, x: d_dx(u)(params, x) ** 2
