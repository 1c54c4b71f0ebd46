# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_on_a_ring_of_six: 'cells counted as R = 0, …, n − 1 instead of at their nearest image: wrong between the ring''s own q'
#   q5.waves_with_two_atoms_per_cell: 'cells counted as R = 0, …, n − 1 instead of at their nearest image: wrong between the ring''s own q'
#   q5.waves_of_two_atoms: 'cells counted as R = 0, …, n − 1 instead of at their nearest image: wrong between the ring''s own q'
#   q5.waves_with_second_neighbours: 'cells counted as R = 0, …, n − 1 instead of at their nearest image: wrong between the ring''s own q'

# %% [markdown]
# R runs from 0 to n − 1 instead of to the nearest image.

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    Phi = jax.hessian(energy)(jnp.zeros((n_cells, len(masses))))[0]
    R = jnp.arange(n_cells)

    def one(q):
        D = jnp.einsum("R,sRt->st", jnp.exp(1j * q * R), Phi) / jnp.sqrt(jnp.outer(masses, masses))
        return jnp.linalg.eigvalsh(D)

    return jax.vmap(one)(q)
