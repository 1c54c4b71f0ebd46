# %% [raw]
# base: release
# portable: true
# fails:
#   q1.second_derivative_of_a_gaussian: '∂²ψ/∂p²: differentiated with respect to the parameters (argnums 0 is the default) instead of x'
#   q1.second_derivative_of_other_functions: '∂²ψ/∂p²: differentiated with respect to the parameters (argnums 0 is the default) instead of x'
#   q1.curvature_of_your_network: run_time_error

# %% [markdown]
# argnums is forgotten: psi is differentiated twice by its parameters.

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
    return jax.vmap(jax.grad(jax.grad(psi)), in_axes=(None, 0))
