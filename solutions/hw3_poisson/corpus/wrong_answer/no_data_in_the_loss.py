# %% [raw]
# base: release
# portable: true
# fails:
#   q5: missing
#   q9.conductivity_from_24_readings: 'there is no data term, or too weak a one: κ and u solve the equation but ignore the data'
#   q9.another_rod: 'there is no data term, or too weak a one: κ and u solve the equation but ignore the data'

# %% [markdown]
# The loss of the inverse problem has no data term.

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

# %% question="q9"
def train_inverse(x_data, u_data, f, seed, steps):
    x = jnp.linspace(0.0, jnp.pi, 100)

    def loss(t):
        u_xx = d2_dx2(trial)(t["net"], x)
        ends = at_points(trial)(t["net"], jnp.array([0.0, jnp.pi]))
        data = at_points(trial)(t["net"], x_data) - u_data
        return jnp.mean((t["kappa"] * u_xx - f(x)) ** 2) + 10 * jnp.mean(ends**2)

    t, _ = minimise(loss, {"net": init_params(seed, (1, 32, 32, 1)), "kappa": 1.0}, steps)
    return t["net"], t["kappa"]
