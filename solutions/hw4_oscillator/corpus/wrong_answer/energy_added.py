# %% [raw]
# base: release
# portable: true
# fails:
#   q2.residual_of_gaussians: 'the sign of E: energy is on the other side of the equation'
#   q2.residual_in_other_wells: 'the sign of E: energy is on the other side of the equation'
#   q2.energy_in_the_residual: 'the sign of E: energy is on the other side of the equation'

# %% [markdown]
# +E psi instead of -E psi.

# %% question="q1"
def init_params(seed):
    rng = np.random.default_rng(seed)
    return {
        "w": jnp.asarray(rng.normal(size=32)),
        "b": jnp.asarray(rng.normal(size=32)),
        "W": jnp.asarray(rng.normal(size=(32, 32)) / 6),
        "v": jnp.asarray(rng.normal(size=32) / 6),
    }

def psi(params, x):
    return params["v"] @ jnp.tanh(params["W"] @ jnp.tanh(params["w"] * x + params["b"]))

def second_derivative(psi):
    return jax.vmap(jax.grad(jax.grad(psi, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q2"
def residual(psi, params, E, V, x):
    values = jax.vmap(psi, (None, 0))(params, x)
    return -second_derivative(psi)(params, x) / 2 + (V(x) + E) * values
