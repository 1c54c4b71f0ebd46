# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.history_of_your_loss: 'E is not trained: it is the same at every step'
#   q4.ground_state_of_another_well: the energy of x²/2, whatever the well
#   q4.energy_and_history_belong_to_psi: 'E is not trained: it is the same at every step'

# %% [markdown]
# The energy of the harmonic well is typed in, and the network alone is trained.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)

    def loss(params):
        return total_loss(psi, {"net": params, "E": 0.5}, V, x, {"norm": 1.0, "bc": 1.0})

    params, history = minimise(loss, init_params(seed), steps, record={"E": lambda params: jnp.array(0.5)})
    return {"net": params, "E": jnp.array(0.5)}, history
