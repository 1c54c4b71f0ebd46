# %% [raw]
# portable: true
# fails:
#   q3.energy_of_a_triangle: only atoms that follow each other in the list are paired
#   q3.energy_of_other_clusters: only atoms that follow each other in the list are paired
#   q3.forces_in_other_clusters: wrong_answer

# %% [markdown]
# Only consecutive atoms interact.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    return jnp.sum(V(jnp.sqrt(jnp.sum((X[1:] - X[:-1]) ** 2, axis=1))))


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
