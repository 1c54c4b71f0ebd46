# %% [raw]
# base: release
# portable: true
# fails:
#   q1.second_derivative_of_a_gaussian: 'every point met every other point: shape (n, n) instead of (n,)'
#   q1.second_derivative_of_other_functions: 'every point met every other point: shape (n, n) instead of (n,)'
#   q1.curvature_of_your_network: 'every point met every other point: shape (n, n) instead of (n,)'

# %% [markdown]
# A Hessian over all points at once, without vmap.

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
    def at_points(params, x):
        slope = lambda points: first_derivative(psi)(params, points)
        return jax.jacfwd(slope)(x)
    return at_points
