# %% [raw]
# delete: [q6, q9]

# %% [markdown]
# Nothing but the energy tells this training from that of the ground state: it starts at 0.6.

# %% question="q7"
def train_excited(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": init_params(seed), "E": 0.6}, steps)
    return trainable, psi
