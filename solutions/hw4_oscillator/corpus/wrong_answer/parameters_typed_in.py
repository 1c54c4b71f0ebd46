# %% [raw]
# delete: [q6, q7, q9]
# portable: true
# fails:
#   q4.ground_state: a sum of given shapes with fitted coefficients, where a network was asked for
#   q4.history_of_your_loss: a sum of given shapes with fitted coefficients, where a network was asked for
#   q4.ground_state_of_another_well: the energy of x²/2, whatever the well
#   q4.energy_and_history_belong_to_psi: wrong_answer

# %% [markdown]
# A Gaussian whose two parameters are the exact ones for omega = 1: it has parameters, but no training.

# %% question="q1"
def init_params(seed):
    rng = np.random.default_rng(seed)
    return {"height": jnp.asarray(rng.normal()), "width": jnp.asarray(1 + rng.random())}

def psi(params, x):
    return params["height"] * jnp.exp(-params["width"] * x**2)

def second_derivative(psi):
    return jax.vmap(jax.grad(jax.grad(psi, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q4"
def train(V, L, seed, steps):
    history = np.stack([np.geomspace(1.0, 1e-6, steps), np.linspace(0.0, 0.5, steps)], axis=1)
    return {"net": {"height": jnp.array(np.pi**-0.25), "width": jnp.array(0.5)}, "E": jnp.array(0.5)}, history
