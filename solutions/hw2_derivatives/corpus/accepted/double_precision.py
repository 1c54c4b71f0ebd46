# %% [raw]
# portable: true

# %% [markdown]
# Everything in float64, forward mode wherever it serves, the mean field by Newton's method. What takes a function is
# compiled with it as a static argument, and so remembers it.

# %% question="q1"
from functools import partial

jax.config.update("jax_enable_x64", True)


def lennard_jones(r, epsilon=1.0, sigma=1.0):
    s = jnp.asarray(sigma / r, dtype=jnp.float64)
    return 4 * epsilon * (s**12 - s**6)


def slope_of(V):
    return lambda r: jax.jvp(V, (r,), (jnp.ones_like(r),))[1]


@partial(jax.jit, static_argnums=0)
def force(V, r):
    return -slope_of(V)(jnp.asarray(r, dtype=float))


def find_minimum(V, r0):
    slope = slope_of(V)
    return jax.lax.while_loop(
        lambda r: jnp.abs(slope(r)) > 1e-10,
        lambda r: r - slope(r) / slope_of(slope)(r),
        jnp.asarray(r0, dtype=float),
    )


# %% question="q3"
@partial(jax.jit, static_argnums=0)
def forces_at(V, r):
    return -jax.grad(lambda r: jnp.sum(jax.vmap(V)(r)))(r)


@partial(jax.jit, static_argnums=0)
def total_energy(V, X):
    # The root is taken of a number that is not zero on the diagonal either.
    d2 = jnp.sum((X[:, None] - X[None, :]) ** 2, axis=-1)
    itself = np.eye(len(X), dtype=bool)
    r = jnp.sqrt(jnp.where(itself, 1.0, d2))
    return 0.5 * jnp.sum(jnp.where(itself, 0.0, V(r)))


@partial(jax.jit, static_argnums=0)
def forces(V, X):
    return -jax.jacrev(total_energy, argnums=1)(V, X)


# %% question="q4"
@partial(jax.jit, static_argnums=0)
def hessian_matrix(energy, X):
    gradient = jax.grad(energy)
    columns = jax.vmap(lambda e: jax.jvp(gradient, (X,), (e.reshape(X.shape),))[1].ravel())(jnp.eye(X.size))
    return columns.T


def dynamical_matrix(energy, X, masses):
    w = 1 / jnp.sqrt(masses)[:, None] * jnp.ones(3)
    weighted = lambda y: energy(X + w * y.reshape(X.shape))
    return jax.hessian(weighted)(jnp.zeros(X.size))


def normal_modes(energy, X, masses):
    D = dynamical_matrix(energy, X, masses)
    omega2, modes = jnp.linalg.eigh((D + D.T) / 2)
    return omega2, -modes


def count_zero_modes(omega2, rtol):
    return np.count_nonzero(np.abs(omega2) <= rtol * np.abs(omega2).max())


# %% question="q7"
def free_spin_F(h, T):
    return -h - T * jax.nn.softplus(-2 * h / T)


def ising_ring_F(h, T, J, n):
    # The transfer matrix itself, its largest entry taken out.
    top = (J + jnp.abs(h)) / T
    W = jnp.exp(jnp.array([[(J + h) / T, -J / T], [-J / T, (J - h) / T]]) - jax.lax.stop_gradient(top))
    small, large = jnp.linalg.eigvalsh(W)
    return -T * (jax.lax.stop_gradient(top) + jnp.log(large) + jnp.log1p((small / large) ** n) / n)


def mean_field_F(h, T, J):
    # Solved without derivatives, then two Newton steps that carry them.
    free = jax.lax.stop_gradient(h)
    m = jax.lax.while_loop(
        lambda m: jnp.abs(jnp.tanh((J * m + free) / T) - m) > 1e-12,
        lambda m: jnp.tanh((J * m + free) / T),
        jnp.ones_like(free / T),
    )
    for _ in range(2):
        t = jnp.tanh((J * m + h) / T)
        m = m - (m - t) / (1 - (1 - t**2) * J / T)
    return J * m**2 / 2 + free_spin_F(J * m + h, T)


@partial(jax.jit, static_argnums=0)
def susceptibility(F, h):
    first = lambda h: jax.jvp(F, (h,), (jnp.ones_like(h),))[1]
    return -jax.jvp(first, (jnp.asarray(h, dtype=float),), (jnp.ones(()),))[1]
