# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.history_of_your_loss: the V that train is given is not used
#   q4.ground_state_of_another_well: the energy of x²/2, whatever the well

# %% [markdown]
# train uses V = x**2/2 whatever well it is given.

# %% question="q4"
def train(V, L, seed, steps):
    x = jnp.linspace(-L, L, 100)

    def loss(t):
        return total_loss(psi, t, lambda s: s**2 / 2, x, {"norm": 1.0, "bc": 1.0})

    start = {"net": init_params(seed), "E": 0.0}
    return minimise(loss, start, steps, record={"E": lambda t: t["E"]})
