# %% [raw]
# delete: [q6, q9]
# portable: true
# fails:
#   q7.first_excited_state: 'a ψ₁ without a node: is it |ψ|, or `psi` where the function that was trained belongs?'
#   q7.excited_state_of_another_well: 'a ψ₁ without a node: is it |ψ|, or `psi` where the function that was trained belongs?'
#   q7.excited_state_was_trained: 'E and ψ do not belong together: one of them was not trained, or not long enough'

# %% [markdown]
# The absolute value of an odd function: it has the energy of psi_1, and no node.

# %% question="q7"
def train_excited(V, L, seed, steps):
    def excited(params, x):
        return jnp.abs(psi(params, x) - psi(params, -x)) / 2

    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(excited, t, V, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": init_params(seed), "E": 0.0}, steps)
    return trainable, excited
