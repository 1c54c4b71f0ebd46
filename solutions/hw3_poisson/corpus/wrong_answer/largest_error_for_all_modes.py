# %% [raw]
# base: release
# portable: true
# fails:
#   q7.modes_of_a_known_error: 'no projection on sin kx: the largest error, the same for all k'
#   q7.low_tone_of_a_short_fit: 'all columns equal: no projection on sin kx, or a lambda in a loop that looks up k too late'
#   q7.modes_of_other_errors: 'no projection on sin kx: the largest error, the same for all k'
#   q7.low_tones_first: 'all columns equal: no projection on sin kx, or a lambda in a loop that looks up k too late'

# %% [markdown]
# No projection: every mode gets the largest error.

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
    return jnp.max(jnp.abs(u - target)) * jnp.ones(len(ks))

def fit_modes(ks, seed, steps, every):
    x = jnp.linspace(0.0, jnp.pi, 200)
    target = sum(jnp.sin(k * x) for k in ks)
    values = lambda params: at_points(network)(params, x)
    record = {str(k): lambda params, k=k: mode_errors(values(params), target, x, [k])[0] for k in ks}
    loss = lambda params: jnp.mean((values(params) - target) ** 2)
    params, history = minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, record=record)
    return params, history[::every, 1:]
