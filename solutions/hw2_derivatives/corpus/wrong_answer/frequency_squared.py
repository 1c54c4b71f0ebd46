# %% [raw]
# base: release
# portable: true
# fails:
#   q2.frequency_of_two_atoms: ω² instead of ω
#   q2.frequency_of_unequal_atoms: ω² instead of ω

# %% [markdown]
# The root is forgotten.

# %% question="q2"
def curvature(V, r):
    return jax.grad(jax.grad(V))(r)


def vibration_frequency(V, r_min, m1, m2):
    return curvature(V, r_min) * (1 / m1 + 1 / m2)
