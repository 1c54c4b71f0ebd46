# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_on_a_ring_of_six: 'the root of the masses is missing: Φ_st/(m_s m_t) instead of Φ_st/√(m_s m_t)'
#   q5.waves_with_two_atoms_per_cell: 'the root of the masses is missing: Φ_st/(m_s m_t) instead of Φ_st/√(m_s m_t)'
#   q5.waves_of_two_atoms: 'the root of the masses is missing: Φ_st/(m_s m_t) instead of Φ_st/√(m_s m_t)'
#   q5.waves_with_second_neighbours: 'the root of the masses is missing: Φ_st/(m_s m_t) instead of Φ_st/√(m_s m_t)'

# %% [markdown]
# Divided by the product of the masses instead of its root.

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    force_constants = jax.hessian(energy)(jnp.zeros((n_cells, len(masses))))[0]
    R = (np.arange(n_cells) + n_cells // 2) % n_cells - n_cells // 2

    def one(wave_number):
        D = jnp.einsum("R,sRt->st", jnp.exp(1j * wave_number * R), force_constants)
        return jnp.linalg.eigvalsh(D / jnp.outer(masses, masses))

    return jax.vmap(one)(q)
