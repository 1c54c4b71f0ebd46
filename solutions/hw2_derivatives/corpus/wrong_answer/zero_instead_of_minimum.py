# %% [raw]
# portable: true
# fails:
#   q1.minimum_of_lennard_jones: σ, where V crosses zero, instead of the minimum
#   q1.minimum_of_other_potentials: σ, where V crosses zero, instead of the minimum

# %% [markdown]
# Steps towards V = 0 instead of V′ = 0: it finds σ, from wherever it starts.

# %% question="q1"
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    sixth = (sigma / r) ** 6
    return 4.0 * epsilon * (sixth ** 2 - sixth)


def force(V, r):
    return -jax.grad(V)(r)


def find_minimum(V, r0):
    slope = jax.grad(V)
    r = r0
    for _ in range(60):
        r = r + jnp.clip(V(r) / jnp.abs(slope(r)), -0.05, 0.05)
    return r
