# %% [raw]
# base: release
# portable: true
# fails:
#   q2.frequency_of_two_atoms: 'half of one of the masses: that is μ of two equal ones'
#   q2.frequency_of_unequal_atoms: 'half of one of the masses: that is μ of two equal ones'

# %% [markdown]
# m₁/2, which is the reduced mass of two equal atoms alone.

# %% question="q2"
def curvature(V, r):
    return jax.grad(jax.grad(V))(r)


def vibration_frequency(V, r_min, m1, m2):
    return jnp.sqrt(curvature(V, r_min) / (m1 / 2))
