# %% [raw]
# delete: [q6, q9]
# portable: true
# fails:
#   q7.first_excited_state: the V that train_excited is given is not used
#   q7.excited_state_of_another_well: the energy of x²/2, whatever the well

# %% [markdown]
# train_excited uses V = x**2/2 whatever well it is given.

# %% question="q7"
def train_excited(V, L, seed, steps):
    def odd(params, x):
        return psi(params, x) - psi(params, -x)

    x = jnp.linspace(-L, L, 100)
    loss = lambda t: total_loss(odd, t, lambda s: s**2 / 2, x, {"norm": 1.0, "bc": 1.0})
    trainable, _ = minimise(loss, {"net": init_params(seed), "E": 0.0}, steps)
    return trainable, odd
