# %% [raw]
# portable: true
# fails:
#   q3.forces_on_two_atoms: 'the sign of the force: it points uphill, along +∇E'
#   q3.forces_in_other_clusters: 'the sign of the force: it points uphill, along +∇E'

# %% [markdown]
# +∇E instead of −∇E.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    i, j = np.triu_indices(len(X), k=1)
    separations = jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2, axis=1))
    return jnp.sum(jax.vmap(V)(separations))


def forces(V, X):
    return jax.grad(total_energy, argnums=1)(V, X)
