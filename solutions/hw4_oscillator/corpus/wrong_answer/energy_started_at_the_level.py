# %% [raw]
# delete: [q6, q9]
# portable: true
# fails:
#   q7.first_excited_state: 'the ground state again: it is not enough to start E somewhere else'
#   q7.excited_state_of_another_well: 'the ground state again: it is not enough to start E somewhere else'
#   q7.excited_state_was_trained: 'the ground state again: it is not enough to start E somewhere else'

# %% [markdown]
# The short cut that the text warns of: a plain network, and E starts at 3/2. Half of the seeds end in psi_1.

# %% question="q7"
def train_excited(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": init_params(seed), "E": 1.5}, steps)
    return trainable, psi
