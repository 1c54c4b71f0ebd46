# %% [raw]
# portable: true
# fails:
#   q1.energy_and_force_of_a_pair: the factor 4 is missing
#   q1.pairs_of_other_sizes: the factor 4 is missing

# %% [markdown]
# The factor 4 of the Lennard-Jones energy is forgotten.

# %% question="q1"
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    return epsilon * ((sigma / r) ** 12 - (sigma / r) ** 6)


def force(V, r):
    return -jax.grad(V)(r)


def find_minimum(V, r0):
    slope = jax.grad(V)
    curvature_of_V = jax.grad(slope)
    step = jax.jit(lambda r: r - slope(r) / curvature_of_V(r))
    r = r0
    for _ in range(30):
        r = step(r)
    return r
