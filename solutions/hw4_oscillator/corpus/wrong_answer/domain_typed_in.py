# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.history_of_your_loss: the L that train is given is not used
#   q4.ground_state_of_another_well: wrong_answer

# %% [markdown]
# train works on [-5, 5], whatever domain it is given.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-5.0, 5.0, 100)

    def loss(t):
        return total_loss(psi, t, V, x, {"norm": 1.0, "bc": 1.0})

    start = {"net": init_params(seed), "E": jnp.min(V(x))}
    return minimise(loss, start, steps, record={"E": lambda t: t["E"]})
