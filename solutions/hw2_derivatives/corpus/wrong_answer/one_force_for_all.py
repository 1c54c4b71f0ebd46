# %% [raw]
# portable: true
# fails:
#   q3.forces_at_many_separations: 'one number for all separations: the gradient of a sum, or a sum of gradients'
#   q3.energy_of_other_clusters: 'one number for all separations: the gradient of a sum, or a sum of gradients'

# %% [markdown]
# The gradient of a sum is taken for the sum of the gradients.

# %% question="q3"
def forces_at(V, r):
    return -jnp.sum(jax.vmap(jax.grad(V))(r))


def total_energy(V, X):
    i, j = np.triu_indices(len(X), k=1)
    separations = jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=1))
    return jnp.sum(jax.vmap(V)(separations))


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
