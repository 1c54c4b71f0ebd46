# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.ground_state: 'collapse to ψ = 0: the normalisation is missing in the loss, or its −1 is'
#   q4.history_of_your_loss: 'collapse to ψ = 0: the normalisation is missing in the loss, or its −1 is'
#   q4.ground_state_of_another_well: 'collapse to ψ = 0: the normalisation is missing in the loss, or its −1 is'
#   q4.energy_and_history_belong_to_psi: ψ is not normalised, or nothing at all

# %% [markdown]
# The normalisation has no weight: psi = 0 solves the equation best.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)

    def loss(t):
        return total_loss(psi, t, V, x, {"norm": 0.0, "bc": 1.0})

    start = {"net": init_params(seed), "E": 0.0}
    return minimise(loss, start, steps, record={"E": lambda t: t["E"]})
