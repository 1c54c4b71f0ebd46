# %% [raw]
# base: release
# portable: true
# fails:
#   q5.quotient_of_a_gaussian: not divided by ∫ψ²
#   q5.quotient_in_other_wells: not divided by ∫ψ²
#   q5.quotient_and_the_levels: wrong_answer

# %% [markdown]
# Not divided by the integral of psi**2.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    f = jax.vmap(psi, (None, 0))(params, x)
    df = first_derivative(psi)(params, x)
    return jnp.trapezoid(df**2 / 2 + V(x) * f**2, x)
