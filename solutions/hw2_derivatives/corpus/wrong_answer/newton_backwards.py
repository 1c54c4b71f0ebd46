# %% [raw]
# portable: true
# fails:
#   q1.minimum_of_lennard_jones: 'Newton''s steps ran away: the sign of a step, or a start where V″ < 0'
#   q1.minimum_of_other_potentials: 'Newton''s steps ran away: the sign of a step, or a start where V″ < 0'

# %% [markdown]
# The sign of the Newton step is wrong, so r runs away from the minimum.

# %% question="q1"
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    sixth = (sigma / r) ** 6
    return 4.0 * epsilon * (sixth ** 2 - sixth)


def force(V, r):
    return -jax.grad(V)(r)


def find_minimum(V, r0):
    slope = jax.grad(V)
    curvature_of_V = jax.grad(slope)
    step = jax.jit(lambda r: r + slope(r) / curvature_of_V(r))
    r = r0
    for _ in range(30):
        r = step(r)
    return r
