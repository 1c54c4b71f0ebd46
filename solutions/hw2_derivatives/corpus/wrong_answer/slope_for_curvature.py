# %% [raw]
# base: release
# portable: true
# fails:
#   q2.curvature_of_known_functions: (V′)², the square of the slope, instead of V″
#   q2.frequency_of_two_atoms: wrong_answer
#   q2.curvature_of_other_potentials: (V′)², the square of the slope, instead of V″
#   q2.frequency_of_unequal_atoms: wrong_answer

# %% [markdown]
# Differentiated once only, and that squared in place of a second time.

# %% question="q2"
def curvature(V, r):
    return jax.grad(V)(r) ** 2


def vibration_frequency(V, r_min, m1, m2):
    reduced_mass = m1 * m2 / (m1 + m2)
    return jnp.sqrt(curvature(V, r_min) / reduced_mass)
