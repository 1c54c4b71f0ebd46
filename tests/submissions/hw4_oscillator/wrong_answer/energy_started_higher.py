# %% [raw]
# delete: [q6, q9]

# %% [markdown]
# The ground state is trained on with an energy that starts at 1.5, and sinks back.

# %% question="q7"
def train_excited(V, L, seed, steps):
    trainable, _ = train(V, L, seed, steps)
    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": trainable["net"], "E": 1.5}, steps)
    return trainable, psi
