# %% [raw]
# base: release
# portable: true
# fails:
#   q5.waves_with_two_atoms_per_cell: wrong_answer
#   q5.waves_of_two_atoms: wrong_answer
#   q5.waves_with_second_neighbours: wrong_answer

# %% [markdown]
# The formula for nearest neighbours instead of the energy: K is read off, second neighbours are not.

# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    u = jnp.zeros((n_cells, len(masses))).at[0, 0].set(1.0)
    K = energy(u)
    return (4 * K / masses[0] * jnp.sin(q / 2) ** 2)[:, None]
