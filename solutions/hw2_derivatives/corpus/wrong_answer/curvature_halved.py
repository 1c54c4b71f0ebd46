# %% [raw]
# base: release
# portable: true
# fails:
#   q2.curvature_of_known_functions: '½V″: the ½ belongs to the energy ½kx², not to k'
#   q2.curvature_of_other_potentials: '½V″: the ½ belongs to the energy ½kx², not to k'

# %% [markdown]
# The half of ½ k x² has come into k.

# %% question="q2"
def curvature(V, r):
    return jax.grad(jax.grad(V))(r) / 2


def vibration_frequency(V, r_min, m1, m2):
    return jnp.sqrt(2 * curvature(V, r_min) * (m1 + m2) / (m1 * m2))
