# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_with_two_atoms_per_cell: 'the masses are not mixed: Φ_st/m_s instead of Φ_st/√(m_s m_t)'
#   q5.waves_of_two_atoms: 'the masses are not mixed: Φ_st/m_s instead of Φ_st/√(m_s m_t)'

# %% [markdown]
# Divided by m_s instead of by √(m_s m_t).

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    Phi = jax.hessian(energy)(jnp.zeros((n_cells, len(masses))))[0]
    R = (np.arange(n_cells) + n_cells // 2) % n_cells - n_cells // 2
    omega2 = []
    for wave in q:
        D = jnp.einsum("R,sRt->st", jnp.exp(1j * wave * R), Phi) / masses[:, None]
        omega2.append(jnp.linalg.eigvalsh(D))
    return jnp.stack(omega2)
