# %% [raw]
# portable: true
# fails:
#   q3.energy_of_a_triangle: squares added up over the pairs (axis 0) instead of over x, y and z
#   q3.forces_on_two_atoms: squares added up over the pairs (axis 0) instead of over x, y and z
#   q3.energy_of_other_clusters: squares added up over the pairs (axis 0) instead of over x, y and z
#   q3.forces_in_other_clusters: wrong_answer

# %% [markdown]
# The squares of the differences are summed along axis 0.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    i, j = np.triu_indices(len(X), k=1)
    return jnp.sum(V(jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=0))))


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
