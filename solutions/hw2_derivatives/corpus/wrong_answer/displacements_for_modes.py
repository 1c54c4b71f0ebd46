# %% [raw]
# base: release
# portable: true
# fails:
#   q4.modes_of_unlike_masses: 'displacements instead of eigenvectors of the dynamical matrix: they were divided by √m'
#   q4.saddle_of_three_atoms_in_line: the modes are not normalised, or they were divided by √m

# %% [markdown]
# The modes are divided by √m, so that they are displacements and no longer orthonormal.

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    mass_of_coordinate = jnp.repeat(masses, 3)
    return hessian_matrix(energy, X) / jnp.sqrt(jnp.outer(mass_of_coordinate, mass_of_coordinate))


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return omega2, modes / jnp.sqrt(jnp.repeat(masses, 3))[:, None]


def count_zero_modes(omega2, rtol):
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
