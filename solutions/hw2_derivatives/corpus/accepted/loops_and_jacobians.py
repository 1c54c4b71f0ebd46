# %% [raw]
# portable: true

# %% [markdown]
# Python loops instead of vmap, Jacobians instead of Hessians, all matrices written down.

# %% question="q1"
def lennard_jones(r, epsilon=1.0, sigma=1.0):
    return 4 * epsilon * (sigma**12 / r**12 - sigma**6 / r**6)


def force(V, r):
    value, pullback = jax.vjp(V, r)
    return -pullback(jnp.ones_like(value))[0]


def find_minimum(V, r0):
    # Bisection of the force, after stepping out to a bracket.
    slope = jax.jit(jax.grad(V))
    low = high = float(r0)
    while slope(low) > 0:
        low *= 0.97
    while slope(high) < 0:
        high *= 1.03
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return 0.5 * (low + high)


# %% question="q2"
def curvature(V, r):
    return jax.jacfwd(jax.jacrev(V))(r)


def vibration_frequency(V, r_min, m1, m2):
    return float(curvature(V, r_min) * (1 / m1 + 1 / m2)) ** 0.5


# %% question="q3"
def forces_at(V, r):
    return jnp.array([-jax.grad(V)(x) for x in r])


def total_energy(V, X):
    E = 0.0
    for i in range(len(X)):
        for j in range(i):
            E += V(jnp.linalg.norm(X[i] - X[j]))
    return E


def forces(V, X):
    F = [jnp.zeros(3) for _ in X]
    for i in range(len(X)):
        for j in range(i):
            r = jnp.linalg.norm(X[i] - X[j])
            push = force(V, r) * (X[i] - X[j]) / r
            F[i] = F[i] + push
            F[j] = F[j] - push
    return jnp.stack(F)


# %% question="q4"
def hessian_matrix(energy, X):
    def of_list(x):
        return energy(x.reshape(-1, 3))

    return jax.jacfwd(jax.jacrev(of_list))(X.ravel())


def dynamical_matrix(energy, X, masses):
    scale = np.diag(1 / np.sqrt(np.repeat(np.asarray(masses), 3)))
    return scale @ np.asarray(hessian_matrix(energy, X)) @ scale


def normal_modes(energy, X, masses):
    return np.linalg.eigh(dynamical_matrix(energy, X, masses))


def count_zero_modes(omega2, rtol):
    limit = rtol * max(abs(float(value)) for value in omega2)
    return sum(abs(float(value)) <= limit for value in omega2)


# %% question="q5"
def phonon_omega2(energy, n_cells, masses, q):
    n_basis = len(masses)
    Phi = np.asarray(jax.jacfwd(jax.grad(energy))(jnp.zeros((n_cells, n_basis))))
    result = []
    for wave in np.asarray(q):
        D = np.zeros((n_basis, n_basis), dtype=complex)
        for R in range(n_cells):
            distance = R if R < n_cells / 2 else R - n_cells
            D += Phi[0, :, R, :] * np.exp(1j * wave * distance)
        m = np.sqrt(np.asarray(masses))
        result.append(np.linalg.eigvalsh(D / m[:, None] / m))
    return np.array(result)


# %% question="q6"
def acceleration(L, q, qdot):
    p = jax.grad(L, argnums=1)
    M = jax.jacrev(p, argnums=1)(q, qdot)
    C = jax.jacrev(p, argnums=0)(q, qdot)
    return jnp.linalg.inv(M) @ (jax.grad(L)(q, qdot) - C @ qdot)


def energy(L, q, qdot):
    _, along = jax.jvp(lambda v: L(q, v), (qdot,), (qdot,))
    return along - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):
    rate = lambda y: jnp.stack([y[1], acceleration(L, y[0], y[1])])

    @jax.jit
    def step(y):
        k1 = rate(y)
        k2 = rate(y + dt / 2 * k1)
        k3 = rate(y + dt / 2 * k2)
        k4 = rate(y + dt * k3)
        return y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)

    y = jnp.stack([q0, qdot0])
    path = [y]
    for _ in range(n_steps):
        y = step(y)
        path.append(y)
    return jnp.stack(path)


# %% question="q7"
def free_spin_F(h, T):
    return -T * jax.nn.logsumexp(jnp.array([h / T, -h / T]))


def ising_ring_F(h, T, J, n):
    K, x = J / T, h / T
    a = jnp.exp(K) * jnp.cosh(x)
    b = jnp.sqrt(a**2 - 2 * jnp.sinh(2 * K))
    return -T * jnp.log(a + b) - T / n * jnp.log1p(((a - b) / (a + b)) ** n)


def mean_field_F(h, T, J):
    m = 1.0
    for _ in range(150):
        m = jnp.tanh((J * m + h) / T)
    return J * m**2 / 2 - T * jnp.logaddexp((J * m + h) / T, -(J * m + h) / T)


def susceptibility(F, h):
    return -jax.jacfwd(jax.jacfwd(F))(h)


# %% question="q8"
def hvp(f, x, v):
    return jax.grad(lambda x: jnp.vdot(jax.grad(f)(x), v))(x)
