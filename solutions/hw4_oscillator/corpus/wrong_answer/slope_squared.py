# %% [raw]
# base: release
# portable: true
# fails:
#   q1.second_derivative_of_a_gaussian: (ψ′)², the square of the slope, instead of ψ″
#   q1.second_derivative_of_other_functions: (ψ′)², the square of the slope, instead of ψ″
#   q1.curvature_of_your_network: wrong_answer

# %% [markdown]
# The square of the first derivative for the second derivative.

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
    slope = first_derivative(psi)
    return lambda params, x: slope(params, x) ** 2
