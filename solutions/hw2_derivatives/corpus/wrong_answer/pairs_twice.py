# %% [raw]
# portable: true
# fails:
#   q3.energy_of_a_triangle: 'each pair is counted twice: i ≠ j instead of i < j'
#   q3.forces_on_two_atoms: 'each pair is counted twice: i ≠ j instead of i < j'
#   q3.energy_of_other_clusters: 'each pair is counted twice: i ≠ j instead of i < j'
#   q3.forces_in_other_clusters: 'each pair is counted twice: i ≠ j instead of i < j'

# %% [markdown]
# Both i < j and j < i are counted.

# %% question="q3"
def forces_at(V, r):
    return jax.jit(jax.vmap(lambda separation: force(V, separation)))(r)


def total_energy(V, X):
    n = len(X)
    E = 0.0
    for i in range(n):
        for j in range(n):
            if i != j:
                E = E + V(jnp.sqrt(jnp.sum((X[i] - X[j]) ** 2)))
    return E


def forces(V, X):
    gradient = jax.grad(lambda positions: total_energy(V, positions))
    return -jax.jit(gradient)(X)
