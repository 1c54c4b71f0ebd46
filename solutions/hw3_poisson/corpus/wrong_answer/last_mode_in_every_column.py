# %% [raw]
# base: release
# portable: true
# fails:
#   q7.low_tone_of_a_short_fit: 'all columns equal: no projection on sin kx, or a lambda in a loop that looks up k too late'
#   q7.low_tones_first: 'all columns equal: no projection on sin kx, or a lambda in a loop that looks up k too late'

# %% [markdown]
# The functions to record are made in a loop, and all of them see the last k.

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

# %% question="q7"
def mode_errors(u, target, x, ks):
    waves = jnp.sin(jnp.outer(jnp.asarray(ks), x))
    return jnp.abs(2 / jnp.pi * jnp.trapezoid((u - target) * waves, x, axis=1))

def fit_modes(ks, seed, steps, every):
    x = jnp.linspace(0.0, jnp.pi, 200)
    target = sum(jnp.sin(k * x) for k in ks)
    values = lambda params: at_points(network)(params, x)
    record = {}
    for k in ks:
        record[str(k)] = lambda params: mode_errors(values(params), target, x, [k])[0]
    loss = lambda params: jnp.mean((values(params) - target) ** 2)
    params, history = minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, record=record)
    return params, history[::every, 1:]
