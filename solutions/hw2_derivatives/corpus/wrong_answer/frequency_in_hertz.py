# %% [raw]
# base: release
# portable: true
# fails:
#   q2.frequency_of_two_atoms: the frequency ω/2π instead of the angular frequency ω
#   q2.frequency_of_unequal_atoms: the frequency ω/2π instead of the angular frequency ω

# %% [markdown]
# The frequency instead of the angular frequency.

# %% question="q2"
def curvature(V, r):
    return jax.grad(jax.grad(V))(r)


def vibration_frequency(V, r_min, m1, m2):
    mu = m1 * m2 / (m1 + m2)
    return jnp.sqrt(curvature(V, r_min) / mu) / (2 * jnp.pi)
