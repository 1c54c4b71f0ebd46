# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.ground_state: 'a training on [0, L] alone: the domain is [−L, L]'
#   q4.history_of_your_loss: 'a training on [0, L] alone: the domain is [−L, L]'
#   q4.ground_state_of_another_well: an excited state instead of the ground state
#   q4.energy_and_history_belong_to_psi: ψ is not normalised, or nothing at all

# %% [markdown]
# The points run from 0 to L; psi vanishes at both ends, which is half of the first excited state.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(0.0, L, 100)
    loss = lambda t: total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})
    start = {"net": init_params(seed), "E": 0.0}
    return minimise(loss, start, steps, record={"E": lambda t: t["E"]})
