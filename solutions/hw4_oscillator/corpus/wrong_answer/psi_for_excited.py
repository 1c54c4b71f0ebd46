# %% [raw]
# delete: [q6, q9]
# portable: true
# fails:
#   q7.first_excited_state: '`psi` instead of the function that was trained: only its odd part is ψ₁'
#   q7.excited_state_of_another_well: '`psi` instead of the function that was trained: only its odd part is ψ₁'
#   q7.excited_state_was_trained: 'E and ψ do not belong together: one of them was not trained, or not long enough'

# %% [markdown]
# The odd function is trained, and the network itself returned.

# %% question="q7"
def train_excited(V, L, seed, steps):
    odd = lambda params, x: (psi(params, x) - psi(params, -x)) / 2
    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(odd, t, V, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": init_params(seed), "E": 0.0}, steps)
    return trainable, psi
