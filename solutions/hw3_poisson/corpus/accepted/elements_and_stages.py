# %% [raw]
# portable: true

# %% [markdown]
# Right, and different in the later questions: an integral by Simpson's rule, a Python loop around a compiled step, elements
# one by one and the whole matrix, an equation divided by κ that is switched on after the data have been met.

# %% question="q5"
def trial(params, x):
    return jnp.sin(x) * network(params, x) + 0.1 * network(params, x) * x * (jnp.pi - x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    columns = {
        "pde": lambda params: loss_terms(trial, params, x, f)[0],
        "bc": lambda params: loss_terms(trial, params, x, f)[1],
    }
    loss = lambda params: poisson_loss(trial, params, x, f, w_bc)
    return minimise(loss, init_params(seed, (1, 40, 40, 1)), steps, learning_rate=7e-3, record=columns)

# %% question="q7"
import optax

def mode_errors(u, target, x, ks):
    x = np.asarray(x, dtype=np.float64)
    error = np.asarray(u, dtype=np.float64) - np.asarray(target)
    answers = []
    for k in np.asarray(ks):
        samples = error * np.sin(k * x)
        # Corrected at the ends, where the product vanishes but its slope does not.
        h = x[1] - x[0]
        slopes = np.gradient(samples, h, edge_order=2)
        integral = h * (samples.sum() - 0.5 * (samples[0] + samples[-1])) - h**2 / 12 * (slopes[-1] - slopes[0])
        answers.append(abs(2 / np.pi * integral))
    return np.array(answers)

def fit_modes(ks, seed, steps, every):
    x = jnp.linspace(0.0, jnp.pi, 256)
    target = jnp.stack([jnp.sin(k * x) for k in ks]).sum(axis=0)
    params = init_params(seed, (1, 64, 64, 64, 1))
    optimiser = optax.adam(2e-3)
    memory = optimiser.init(params)

    @jax.jit
    def several_steps(params, memory):
        def step(state, _):
            params, memory = state
            gradient = jax.grad(lambda p: jnp.sum((at_points(network)(p, x) - target) ** 2) / 256)(params)
            updates, memory = optimiser.update(gradient, memory)
            return (optax.apply_updates(params, updates), memory), None
        return jax.lax.scan(step, (params, memory), length=every)[0]

    rows = []
    for _ in range(steps // every):
        rows.append(mode_errors(at_points(network)(params, x), target, x, ks))
        params, memory = several_steps(params, memory)
    return params, np.array(rows)

# %% question="q8"
def fem_solve(f, n):
    nodes = jnp.linspace(0.0, jnp.pi, n + 1)
    K, b = np.zeros((n + 1, n + 1)), np.zeros(n + 1)
    for e in range(n):
        left, right = float(nodes[e]), float(nodes[e + 1])
        h = right - left
        K[e : e + 2, e : e + 2] += np.array([[1, -1], [-1, 1]]) / h
        for place, weight in ((0.5 - 12**-0.5, 0.5), (0.5 + 12**-0.5, 0.5)):
            b[e : e + 2] += h * weight * float(f(left + h * place)) * np.array([1 - place, place])
    for end in (0, n):
        K[end], K[end, end], b[end] = 0.0, 1.0, 0.0
    return nodes, jnp.linalg.solve(jnp.array(K), -jnp.array(b)) + 0.0

def l2_error(nodes, u, exact):
    x = np.linspace(float(nodes[0]), float(nodes[-1]), 30 * len(nodes))
    return float(np.sqrt(np.mean((np.interp(x, nodes, u) - exact(x)) ** 2) * np.pi))

# %% question="q9"
def train_inverse(x_data, u_data, f, seed, steps):
    x = jnp.linspace(0.0, jnp.pi, 64)
    u = at_points(trial)

    def loss(t):
        data = jnp.mean((u(t["net"], x_data) - u_data) ** 2)
        return jnp.mean((d2_dx2(trial)(t["net"], x) - t["conductance"] * f(x)) ** 2) + 3.0 * data

    # Fit the data alone first, for a tenth of the steps.
    start = init_params(seed, (1, 32, 32, 1))
    first = max(steps // 10, 1)
    net, _ = minimise(lambda net: jnp.mean((u(net, x_data) - u_data) ** 2), start, first, learning_rate=3e-3)
    t, _ = minimise(loss, {"net": net, "conductance": 1.0}, steps - first, learning_rate=5e-3)
    return t["net"], 1 / t["conductance"]
