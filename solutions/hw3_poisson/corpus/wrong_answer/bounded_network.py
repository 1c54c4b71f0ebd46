# %% [raw]
# base: release
# portable: true
# fails:
#   q1.network_with_given_weights: 'tanh around the last layer too: u cannot leave (−1, 1)'
#   q1.shapes_and_seeds: wrong_answer
#   q1.network_of_other_sizes: 'tanh around the last layer too: u cannot leave (−1, 1)'
#   q1.size_of_the_weights: 1/√a, from the inputs alone, instead of √(2/(a + b))

# %% [markdown]
# tanh after every layer, the last one too, and weights for as many inputs only.

# %% question="q1"
def init_params(seed, sizes):
    rng = np.random.default_rng(seed)
    layers = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        layers.append((jnp.asarray(rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)), jnp.zeros(n_out)))
    return layers

def network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params:
        signal = jnp.tanh(W @ signal + b)
    return signal[0]
