# %% [raw]
# base: release
# portable: true
# fails:
#   q1.network_with_given_weights: wrong_answer
#   q1.network_of_other_sizes: wrong_answer

# %% [markdown]
# The network gives an array with one entry; its parameters are right.

# %% question="q1"
def init_params(seed, sizes):
    rng = np.random.default_rng(seed)
    return [
        (jnp.asarray(rng.normal(size=(b, a)) * np.sqrt(2 / (a + b))), jnp.zeros(b)) for a, b in pairwise(sizes)
    ]

def network(params, x):
    signal = jnp.reshape(x, (1,))
    for W, b in params[:-1]:
        signal = jnp.tanh(W @ signal + b)
    W, b = params[-1]
    return W @ signal + b
