# %% [raw]
# base: release
# portable: true
# fails:
#   q7.low_tone_of_a_short_fit: 'params and errors do not belong together: one of them is not from this training'
#   q7.low_tones_first: 'params and errors do not belong together: one of them is not from this training'

# %% [markdown]
# No fit at all: the errors are exponentials, and the network is a fresh one.

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
    rng = np.random.default_rng(seed)
    t = np.arange(0, steps, every)[:, None]
    decay = np.exp(-t / (10.0 * np.asarray(ks) ** 2)) * rng.uniform(0.95, 1.05, size=len(ks))
    return init_params(seed, (1, 32, 32, 1)), decay
