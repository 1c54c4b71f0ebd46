# %% [raw]
# delete: [q6, q8, q9]
# portable: true
# fails:
#   q4.history_of_your_loss: 'the seed is not used: every training starts from the same network'
#   q4.energy_and_history_belong_to_psi: 'the seed is not used: every training starts from the same network'
#   q7.excited_state_was_trained: 'the seed is not used: every training starts from the same network'

# %% [markdown]
# Every training starts from the same network, whatever the seed.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})
    start = {"net": init_params(7), "E": jnp.min(V(x))}
    return minimise(loss, start, steps, learning_rate=1e-2, record={"E": lambda t: t["E"]})

# %% question="q7"
def train_excited(V, L, seed, steps):
    odd = lambda params, x: (psi(params, x) - psi(params, -x)) / 2
    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(odd, t, V, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": init_params(7), "E": jnp.min(V(x))}, steps)
    return trainable, odd
