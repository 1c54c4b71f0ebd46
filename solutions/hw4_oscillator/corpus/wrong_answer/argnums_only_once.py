# %% [raw]
# base: release
# portable: true
# fails:
#   q1.second_derivative_of_a_gaussian: '∂²ψ/∂p∂x: argnums=1 is missing in one of the two derivatives'
#   q1.second_derivative_of_other_functions: '∂²ψ/∂p∂x: argnums=1 is missing in one of the two derivatives'
#   q1.curvature_of_your_network: wrong_answer

# %% [markdown]
# argnums=1 in the inner derivative only.

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
    return jax.vmap(jax.grad(jax.grad(psi, argnums=1)), in_axes=(None, 0))
