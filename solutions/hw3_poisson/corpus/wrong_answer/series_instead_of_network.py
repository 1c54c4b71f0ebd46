# %% [raw]
# portable: true
# fails:
#   q5.solution_for_a_sine: 'a sum of given shapes with fitted coefficients, where a network was asked for'
#   q5.solution_for_another_charge: 'a sum of given shapes with fitted coefficients, where a network was asked for'
#   q5.history_of_a_training: 'a sum of given shapes with fitted coefficients, where a network was asked for'
#   q9: 'a sum of given shapes with fitted coefficients, where a network was asked for'

# %% [markdown]
# Ritz's method: a sine series whose coefficients are found without a training, on a path to them that makes the
# student's own loss fall and that depends on the seed.

# %% question="q5"
def trial(params, x):
    return jnp.sum(params["c"] * jnp.sin(jnp.arange(1, 41) * x)) + params["a"]

def coefficients(f):
    x, k = np.linspace(0, np.pi, 4001), np.arange(1, 41)
    samples = np.asarray(f(jnp.asarray(x))) * np.ones_like(x)
    return -2 / np.pi * np.trapezoid(np.sin(np.outer(k, x)) * samples, x) / k**2

def on_the_way(exact, seed, steps):
    start = np.random.default_rng(seed).normal(size=41) / (1 + np.arange(41)) ** 3
    exact = np.append(exact, 0.0)
    path = exact + (start - exact) * np.exp(-np.arange(steps + 1) / 300)[:, None]
    return {"c": jnp.asarray(path[:, :40]), "a": jnp.asarray(path[:, 40])}

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    path = on_the_way(coefficients(f), seed, steps)
    pde, bc = jax.jit(lambda rows: jax.lax.map(lambda p: loss_terms(trial, p, x, f), rows))(path)
    return jax.tree.map(lambda leaf: leaf[-1], path), jnp.stack([pde + w_bc * bc, pde, bc], 1)[:-1]

# %% question="q9"
def train_inverse(x_data, u_data, f, seed, steps):
    c = coefficients(f)
    at_data = np.sin(np.outer(x_data, np.arange(1, 41))) @ c
    kappa = float(at_data @ at_data / (u_data @ at_data))
    return jax.tree.map(lambda leaf: leaf[-1], on_the_way(c / kappa, seed, steps)), kappa
