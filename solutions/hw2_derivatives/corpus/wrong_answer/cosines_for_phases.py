# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_with_two_atoms_per_cell: 'cos qR instead of e^{iqR}: right for one atom per cell, not for two'
#   q5.waves_of_two_atoms: 'cos qR instead of e^{iqR}: right for one atom per cell, not for two'

# %% [markdown]
# The real part of the phase alone: right for one atom per cell, wrong for two.

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    Phi = jax.hessian(energy)(jnp.zeros((n_cells, len(masses))))[0]
    R = (np.arange(n_cells) + n_cells // 2) % n_cells - n_cells // 2

    def one(q):
        D = jnp.einsum("R,sRt->st", jnp.cos(q * R), Phi) / jnp.sqrt(jnp.outer(masses, masses))
        return jnp.linalg.eigvalsh(D)

    return jax.vmap(one)(q)
