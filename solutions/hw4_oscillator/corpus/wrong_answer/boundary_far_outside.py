# %% [raw]
# base: release
# portable: true
# fails:
#   q3.losses_of_known_functions: 'no boundary term is in it: it is left out, or taken elsewhere than at x[0] and x[-1]'
#   q3.boundary_and_total: wrong_answer

# %% [markdown]
# The boundary term of the total loss is taken at -5 and 5, wherever x ends.

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
    return -second_derivative(psi)(params, x) / 2 + (V(x) - E) * values

# %% question="q3"
def norm_loss(psi, params, x):
    values = jax.vmap(psi, (None, 0))(params, x)
    return (jnp.trapezoid(values**2, x) - 1) ** 2

def boundary_loss(psi, params, x_min, x_max):
    return psi(params, x_min) ** 2 + psi(params, x_max) ** 2

def total_loss(psi, trainable, V, x, w):
    net = trainable["net"]
    equation = jnp.mean(residual(psi, net, trainable["E"], V, x) ** 2)
    return equation + w["norm"] * norm_loss(psi, net, x) + w["bc"] * boundary_loss(psi, net, -5.0, 5.0)
