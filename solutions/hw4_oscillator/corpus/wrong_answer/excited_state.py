# %% [raw]
# untouched: [q7, q9]
# portable: true
# fails:
#   q4.ground_state: an excited state instead of the ground state
#   q4.history_of_your_loss: an excited state instead of the ground state
#   q4.ground_state_of_another_well: an excited state instead of the ground state
#   q6.energy_of_a_narrower_well: 'E₁ instead of E₀: an excited state, or a domain that begins in the middle of the well'
#   q6.energy_of_an_unknown_well: 'E₁ instead of E₀: an excited state, or a domain that begins in the middle of the well'

# %% [markdown]
# An odd trial function: training cannot but find the first excited state.

# %% question="q1"
def init_params(seed):
    rng = np.random.default_rng(seed)
    return {
        "w": jnp.asarray(rng.normal(size=32)),
        "b": jnp.asarray(rng.normal(size=32)),
        "W": jnp.asarray(rng.normal(size=(32, 32)) / 6),
        "v": jnp.asarray(rng.normal(size=32) / 6),
    }

def network(params, x):
    return params["v"] @ jnp.tanh(params["W"] @ jnp.tanh(params["w"] * x + params["b"]))

def psi(params, x):
    return network(params, x) - network(params, -x)

def second_derivative(psi):
    return jax.vmap(jax.grad(jax.grad(psi, argnums=1), argnums=1), in_axes=(None, 0))
