# %% [raw]
# portable: true
# fails:
#   q3.energy_of_a_triangle: each pair is counted once and then halved
#   q3.forces_on_two_atoms: each pair is counted once and then halved
#   q3.energy_of_other_clusters: each pair is counted once and then halved
#   q3.forces_in_other_clusters: each pair is counted once and then halved

# %% [markdown]
# Half of a sum that has each pair only once.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    i, j = np.triu_indices(len(X), k=1)
    separations = jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=1))
    return 0.5 * jnp.sum(V(separations))


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
