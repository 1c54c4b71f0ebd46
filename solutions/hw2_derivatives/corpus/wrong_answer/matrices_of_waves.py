# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_on_a_ring_of_six: 'D(q) itself: its eigenvalues are asked for'
#   q5.waves_with_two_atoms_per_cell: 'D(q) itself: its eigenvalues are asked for'
#   q5.waves_of_two_atoms: 'D(q) itself: its eigenvalues are asked for'
#   q5.waves_with_second_neighbours: 'D(q) itself: its eigenvalues are asked for'

# %% [markdown]
# eigvalsh is forgotten.

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    Phi = jax.hessian(energy)(jnp.zeros((n_cells, len(masses))))[0]
    R = (np.arange(n_cells) + n_cells // 2) % n_cells - n_cells // 2

    def one(q):
        D = jnp.einsum("R,sRt->st", jnp.exp(1j * q * R), Phi) / jnp.sqrt(jnp.outer(masses, masses))
        return D

    return jax.vmap(one)(q)
