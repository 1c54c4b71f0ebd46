# %% [raw]
# base: release
# portable: true
# fails:
#   q1.network_with_given_weights: run_time_error
#   q1.shapes_and_seeds: 'W is transposed: rows belong to what comes out, columns to what goes in'
#   q1.network_of_other_sizes: run_time_error
#   q1.size_of_the_weights: wrong_answer

# %% [markdown]
# Weights with a row for every input. The network fits its own weights, but not those of others.

# %% question="q1"
def init_params(seed, sizes):
    rng = np.random.default_rng(seed)
    layers = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        layers.append((jnp.asarray(rng.normal(size=(n_in, n_out)) * np.sqrt(2 / (n_in + n_out))), jnp.zeros(n_out)))
    return layers

def network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params[:-1]:
        signal = jnp.tanh(signal @ W + b)
    W, b = params[-1]
    return (signal @ W + b)[0]
