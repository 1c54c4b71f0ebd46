# %% [raw]
# base: release
# portable: true
# fails:
#   q5.quotient_of_a_gaussian: the factor ½ of the kinetic energy is missing
#   q5.quotient_in_other_wells: the factor ½ of the kinetic energy is missing
#   q5.quotient_and_the_levels: wrong_answer

# %% [markdown]
# The factor 1/2 of the kinetic energy is missing.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    f = jax.vmap(psi, (None, 0))(params, x)
    df = first_derivative(psi)(params, x)
    return jnp.trapezoid(df**2 + V(x) * f**2, x) / jnp.trapezoid(f**2, x)
