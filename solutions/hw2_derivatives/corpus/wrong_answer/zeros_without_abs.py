# %% [raw]
# base: release
# portable: true
# fails:
#   q4.zero_modes_of_a_list: 'negative ω² counted as zeros: the absolute value is missing'
#   q4.saddle_of_three_atoms_in_line: 'negative ω² counted as zeros: the absolute value is missing'

# %% [markdown]
# Every ω² below the limit counts as zero, negative ones too.

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
    return int((omega2 <= rtol * jnp.max(jnp.abs(omega2))).sum())
