# %% [raw]
# base: release
# portable: true
# fails:
#   q1.network_with_given_weights: 'ReLU instead of tanh: u is made of straight pieces, and u″ = 0'
#   q1.network_of_other_sizes: 'ReLU instead of tanh: u is made of straight pieces, and u″ = 0'

# %% [markdown]
# A network of straight pieces, with the right weights.

# %% question="q1"
def init_params(seed, sizes):
    rng = np.random.default_rng(seed)
    layers = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        layers.append((jnp.asarray(rng.normal(size=(n_out, n_in)) * np.sqrt(2 / (n_in + n_out))), jnp.zeros(n_out)))
    return layers

def network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params[:-1]:
        signal = jax.nn.relu(W @ signal + b)
    W, b = params[-1]
    return (W @ signal + b)[0]
