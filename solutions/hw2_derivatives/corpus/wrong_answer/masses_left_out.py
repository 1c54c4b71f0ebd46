# %% [raw]
# base: release
# portable: true
# fails:
#   q4.matrices_of_two_atoms: 'the masses are left out: this is the Hessian'
#   q4.matrices_of_a_molecule: 'the masses are left out: this is the Hessian'
#   q4.modes_of_unlike_masses: 'the masses are left out: this is the Hessian'
#   q4.saddle_of_three_atoms_in_line: 'the masses are left out: this is the Hessian'

# %% [markdown]
# The Hessian is taken for the dynamical matrix.

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    return hessian_matrix(energy, X)


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return (omega2, modes)


def count_zero_modes(omega2, rtol):
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
