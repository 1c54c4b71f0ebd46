# %% [raw]
# portable: true

# %% [markdown]
# As short as it gets: the same ideas in other words.

# %% question="q1"
lennard_jones = lambda r, epsilon=1.0, sigma=1.0: 4 * epsilon * ((s := (sigma / r) ** 3) ** 4 - s**2)
force = lambda V, r: jax.grad(lambda r: -V(r))(r)


def find_minimum(V, r0):
    # Damped gradient descent with a step from the curvature at the start, then Newton.
    return jax.lax.fori_loop(0, 60, lambda _, r: r - jax.grad(V)(r) / jax.grad(jax.grad(V))(r), jnp.float32(r0))


# %% question="q2"
curvature = lambda V, r: jax.hessian(V)(r)
vibration_frequency = lambda V, r_min, m1, m2: np.sqrt(float(curvature(V, r_min)) * (m1 + m2) / (m1 * m2))

# %% question="q3"
from itertools import combinations

forces_at = lambda V, r: jnp.stack([force(V, x) for x in r])
total_energy = lambda V, X: sum((V(jnp.sqrt(((a - b) ** 2).sum())) for a, b in combinations(X, 2)), jnp.zeros(()))
forces = lambda V, X: jax.vjp(lambda X: total_energy(V, X), X)[1](-jnp.ones(()))[0]

# %% question="q4"
hessian_matrix = lambda energy, X: jnp.reshape(jax.hessian(energy)(X), (X.size, -1))
dynamical_matrix = lambda energy, X, masses: (
    hessian_matrix(energy, X).reshape(len(X), 3, len(X), 3)
    / jnp.sqrt(masses[:, None, None, None] * masses[None, None, :, None])
).reshape(X.size, X.size)
normal_modes = lambda energy, X, masses: jnp.linalg.eigh(dynamical_matrix(energy, X, masses))
count_zero_modes = lambda omega2, rtol: int(sum(abs(omega2) <= rtol * max(abs(omega2))))


# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    # Forces on everybody when one atom of cell 0 is displaced.
    zero = jnp.zeros((n_cells, len(masses)))
    displaced = [jax.jvp(jax.grad(energy), (zero,), (zero.at[0, s].set(1.0),))[1] for s in range(len(masses))]
    R = np.fft.fftfreq(n_cells, 1 / n_cells).round()
    phases = np.exp(1j * np.outer(q, R))
    D = np.stack([phases @ np.asarray(response) for response in displaced], axis=1)
    return np.linalg.eigvalsh(D / np.sqrt(np.outer(masses, masses)))


# %% question="q6"
def acceleration(L, q, qdot):
    p = lambda q, v: jax.grad(L, 1)(q, v)
    rest = jax.grad(L)(q, qdot) - jax.jacfwd(p)(q, qdot) @ qdot
    return jnp.linalg.lstsq(jax.jacfwd(p, 1)(q, qdot), rest)[0]


energy = lambda L, q, qdot: (qdot * jax.grad(L, 1)(q, qdot)).sum() - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):
    rate = lambda y: jnp.concatenate([y[len(q0) :], acceleration(L, y[: len(q0)], y[len(q0) :])])
    return integrate(rate, jnp.concatenate([q0, qdot0]), dt, n_steps).reshape(n_steps + 1, 2, -1)


# %% question="q8"
hvp = lambda f, x, v: jax.grad(lambda x: jax.jvp(f, (x,), (v,))[1])(x)
