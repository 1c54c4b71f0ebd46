# %% [raw]
# portable: true
# fails:
#   q3.energy_of_a_triangle: 'the energy of each pair: their sum is missing'
#   q3.forces_on_two_atoms: run_time_error
#   q3.energy_of_other_clusters: wrong_answer
#   q3.forces_in_other_clusters: run_time_error

# %% [markdown]
# The energies of the pairs are not added up.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    i, j = np.triu_indices(len(X), k=1)
    return V(jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=1)))


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
