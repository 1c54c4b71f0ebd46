# %% [raw]
# base: release
# portable: true
# fails:
#   q4.zero_modes_of_a_list: 'which of the values are zero, one by one: their number is asked for'
#   q4.saddle_of_three_atoms_in_line: 'wrong_answer'

# %% [markdown]
# The mask of the zeros instead of their number.

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    mass_of_coordinate = jnp.repeat(masses, 3)
    return hessian_matrix(energy, X) / jnp.sqrt(jnp.outer(mass_of_coordinate, mass_of_coordinate))


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return (omega2, modes)


def count_zero_modes(omega2, rtol):
    return jnp.abs(omega2) <= rtol * jnp.max(jnp.abs(omega2))
