# %% [raw]
# base: release
# portable: true
# fails:
#   q4.matrices_of_two_atoms: 'H_ij/m_i: it is not symmetric, and eigh takes it for symmetric'
#   q4.matrices_of_a_molecule: 'H_ij/m_i: it is not symmetric, and eigh takes it for symmetric'
#   q4.modes_of_unlike_masses: 'H_ij/m_i or H_ij/m_j: it is not symmetric, and eigh takes it for symmetric'

# %% [markdown]
# H_ij/m_i, as Newton's equation has it: not symmetric, and eigh reads one triangle.

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    return hessian_matrix(energy, X) / jnp.repeat(masses, 3)[:, None]


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return (omega2, modes)


def count_zero_modes(omega2, rtol):
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
