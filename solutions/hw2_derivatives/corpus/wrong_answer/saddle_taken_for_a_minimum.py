# %% [raw]
# base: release
# portable: true
# fails:
#   q4.saddle_of_three_atoms_in_line: 'the absolute value of ω²: a saddle looks like a minimum'

# %% [markdown]
# The absolute value of ω²: the unstable directions disappear.

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    mass_of_coordinate = jnp.repeat(masses, 3)
    return hessian_matrix(energy, X) / jnp.sqrt(jnp.outer(mass_of_coordinate, mass_of_coordinate))


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    order = jnp.argsort(jnp.abs(omega2))
    return jnp.abs(omega2)[order], modes[:, order]


def count_zero_modes(omega2, rtol):
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
