# %% [raw]
# base: release
# portable: true
# fails:
#   q4.matrices_of_two_atoms: 'the masses in the order m₁, m₂, … (tile): each belongs to three coordinates in a row (repeat)'
#   q4.matrices_of_a_molecule: 'the masses in the order m₁, m₂, … (tile): each belongs to three coordinates in a row (repeat)'
#   q4.modes_of_unlike_masses: 'the masses in the order m₁, m₂, … (tile): each belongs to three coordinates in a row (repeat)'

# %% [markdown]
# The masses in the order m₁, m₂, m₃, m₁, … instead of m₁, m₁, m₁, m₂, …

# %% question="q4"
def hessian_matrix(energy, X):
    by_atoms = jax.jit(jax.hessian(energy))(X)
    return by_atoms.reshape(X.size, X.size)


def dynamical_matrix(energy, X, masses):
    m = jnp.tile(masses, 3)
    return hessian_matrix(energy, X) / jnp.sqrt(m[:, None] * m[None, :])


def normal_modes(energy, X, masses):
    omega2, modes = jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
    return (omega2, modes)


def count_zero_modes(omega2, rtol):
    size = jnp.abs(omega2)
    return jnp.sum(size <= rtol * jnp.max(size))
