# %% [raw]
# base: release
# portable: true
# fails:
#   q1.shapes_and_seeds: 'every layer starts from the same random numbers: one generator, or a new key for each layer'

# %% [markdown]
# The random numbers begin anew in every layer.

# %% question="q1"
def init_params(seed, sizes):
    key = jax.random.key(seed)
    return [
        (jax.random.normal(key, (n_out, n_in)) * jnp.sqrt(2 / (n_in + n_out)), jnp.zeros(n_out))
        for n_in, n_out in pairwise(sizes)
    ]

def network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params[:-1]:
        signal = jnp.tanh(W @ signal + b)
    W, b = params[-1]
    return (W @ signal + b)[0]
