# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.history_of_your_loss: 'the columns of history are exchanged: the loss comes first, then E'
#   q4.energy_and_history_belong_to_psi: 'the columns of history are exchanged: the loss comes first, then E'

# %% [markdown]
# history has E first and the loss second.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)

    def loss(t):
        return total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})

    start = {"net": init_params(seed), "E": 0.0}
    trainable, history = minimise(loss, start, steps, record={"E": lambda t: t["E"]})
    return trainable, history[:, ::-1]
