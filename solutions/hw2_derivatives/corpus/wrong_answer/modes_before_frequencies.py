# %% [raw]
# base: release
# portable: true
# fails:
#   q4.modes_of_a_triangle: 'the two results are exchanged: ω² comes first'
#   q4.modes_of_unlike_masses: 'the two results are exchanged: ω² comes first'
#   q4.saddle_of_three_atoms_in_line: 'the two results are exchanged: ω² comes first'

# %% [markdown]
# The eigenvectors are returned in front of the eigenvalues.

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    mass_of_coordinate = jnp.repeat(masses, 3)
    return hessian_matrix(energy, X) / jnp.sqrt(jnp.outer(mass_of_coordinate, mass_of_coordinate))


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return modes, omega2


def count_zero_modes(omega2, rtol):
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
