# %% [raw]
# base: release
# portable: true
# fails:
#   q5: missing
#   q9.conductivity_from_24_readings: 'κ is right, but params are not: they were not trained together with it, or others are returned'
#   q9.another_rod: 'κ is right, but params are not: they were not trained together with it, or others are returned'

# %% [markdown]
# A straight line gives κ; the network that is returned has not been trained.

# %% question="q1"
def init_params(seed, sizes):
    rng = np.random.default_rng(seed)
    return [
        (jnp.asarray(rng.normal(size=(b, a)) * np.sqrt(2 / (a + b))), jnp.zeros(b)) for a, b in zip(sizes, sizes[1:])
    ]

def network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params[:-1]:
        signal = jnp.tanh(W @ signal + b)
    W, b = params[-1]
    return (W @ signal + b)[0]

# %% question="q2"
def d_dx(u):
    return jax.vmap(jax.grad(u, argnums=1), in_axes=(None, 0))

def d2_dx2(u):
    return jax.vmap(jax.grad(jax.grad(u, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q3"
def loss_terms(u, params, x, f):
    ends = at_points(u)(params, jnp.array([0.0, jnp.pi]))
    return jnp.mean((d2_dx2(u)(params, x) - f(x)) ** 2), jnp.mean(ends**2)

def poisson_loss(u, params, x, f, w_bc):
    equation, boundary = loss_terms(u, params, x, f)
    return equation + w_bc * boundary

# %% question="q5"
def trial(params, x):
    return network(params, x)

# %% question="q8"
def fem_solve(f, n):
    nodes = np.linspace(0, np.pi, n + 1)
    h = np.pi / n
    inner = nodes[1:-1]
    K = (2 * np.eye(n - 1) - np.eye(n - 1, k=1) - np.eye(n - 1, k=-1)) / h
    load = h * np.asarray(f(inner))
    u = np.linalg.solve(K, -load)
    return nodes, np.concatenate([[0.0], u, [0.0]])

def l2_error(nodes, u, exact):
    x = np.linspace(0, np.pi, 20001)
    return np.sqrt(np.trapezoid((np.interp(x, nodes, u) - exact(x)) ** 2, x))

# %% question="q9"
def train_inverse(x_data, u_data, f, seed, steps):
    bent = np.interp(x_data, *fem_solve(f, 400))
    kappa = np.sum(bent**2) / np.sum(bent * np.asarray(u_data))
    return init_params(seed, (1, 32, 32, 1)), float(kappa)
