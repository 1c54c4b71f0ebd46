# %% [raw]
# portable: true
# fails:
#   q3.forces_on_two_atoms: 'an atom met itself: √0 has an infinite slope, and a mask that comes after it makes NaN of it'
#   q3.forces_in_other_clusters: 'an atom met itself: √0 has an infinite slope, and a mask that comes after it makes NaN of it'

# %% [markdown]
# All distances first, the diagonal masked afterwards: the forces are NaN.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    n = len(X)
    distances = jnp.linalg.norm(X[:, None] - X[None, :], axis=-1)
    outside = ~np.eye(n, dtype=bool)
    return 0.5 * jnp.sum(jnp.where(outside, V(distances), 0.0))


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
