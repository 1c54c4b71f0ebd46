# %% [raw]
# base: release
# portable: true
# fails:
#   q2.frequency_of_two_atoms: one of the masses instead of the reduced mass
#   q2.frequency_of_unequal_atoms: one of the masses instead of the reduced mass

# %% [markdown]
# The mass of one atom instead of the reduced mass.

# %% question="q2"
def curvature(V, r):
    return jax.grad(jax.grad(V))(r)


def vibration_frequency(V, r_min, m1, m2):
    return jnp.sqrt(curvature(V, r_min) / m1)
