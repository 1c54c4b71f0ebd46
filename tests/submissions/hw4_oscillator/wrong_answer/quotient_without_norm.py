# %% [raw]
# base: release

# %% [markdown]
# Not divided by the integral of psi**2.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    f = jax.vmap(psi, (None, 0))(params, x)
    df = first_derivative(psi)(params, x)
    return jnp.trapezoid(df**2 / 2 + V(x) * f**2, x)
