# %% [raw]
# base: release
# portable: true
# fails:
#   q1.psi_is_a_number_that_its_parameters_decide: 'a network of straight pieces (ReLU, or no activation at all): ψ″ is zero everywhere'
#   q1.curvature_of_your_network: 'a network of straight pieces (ReLU, or no activation at all): ψ″ is zero everywhere'

# %% [markdown]
# A network of straight pieces: its curvature is zero.

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
    return params["v"] @ jax.nn.relu(params["W"] @ jax.nn.relu(params["w"] * x + params["b"]))

def second_derivative(psi):
    return jax.vmap(jax.grad(jax.grad(psi, argnums=1), argnums=1), in_axes=(None, 0))
