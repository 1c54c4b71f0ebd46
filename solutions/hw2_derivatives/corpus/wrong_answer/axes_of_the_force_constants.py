# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_with_two_atoms_per_cell: wrong_answer
#   q5.waves_of_two_atoms: wrong_answer

# %% [markdown]
# The axes of Φ are s, R, t; reshaping them to R, s, t mixes cells with atoms. One atom per cell does not mind.

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    n = len(masses)
    force_constants = jax.hessian(energy)(jnp.zeros((n_cells, n)))[0].reshape(n_cells, n, n)
    R = (np.arange(n_cells) + n_cells // 2) % n_cells - n_cells // 2

    def one(wave_number):
        D = jnp.einsum("R,Rst->st", jnp.exp(1j * wave_number * R), force_constants)
        return jnp.linalg.eigvalsh(D / jnp.sqrt(jnp.outer(masses, masses)))

    return jax.vmap(one)(q)
