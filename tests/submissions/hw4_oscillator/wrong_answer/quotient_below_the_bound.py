# %% [raw]
# base: release

# %% [markdown]
# The kinetic energy is subtracted.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    f = jax.vmap(psi, (None, 0))(params, x)
    df = first_derivative(psi)(params, x)
    return jnp.trapezoid(-(df**2) / 2 + V(x) * f**2, x) / jnp.trapezoid(f**2, x)
