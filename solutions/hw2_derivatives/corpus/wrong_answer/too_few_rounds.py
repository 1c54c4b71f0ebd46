# %% [raw]
# portable: true
# fails:
#   q1.minimum_of_lennard_jones: 'on its way to the minimum: more rounds are needed'
#   q1.minimum_of_other_potentials: 'on its way to the minimum: more rounds are needed'

# %% [markdown]
# Newton's method, stopped after three rounds.

# %% question="q1"
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    sixth = (sigma / r) ** 6
    return 4.0 * epsilon * (sixth**2 - sixth)


def force(V, r):
    return -jax.grad(V)(r)


def find_minimum(V, r0):
    slope = jax.grad(V)
    for _ in range(3):
        r0 = r0 - slope(r0) / jax.grad(slope)(r0)
    return r0
