# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# Right, and not compiled: a Python loop in which JAX does one operation at a time, so that 5000 steps take minutes.

# %% question="q5"
def trial(params, x):
    return params["w"] @ jnp.tanh(params["slopes"] * x + params["places"])

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    rng = np.random.default_rng(seed)
    params = {name: jnp.asarray(rng.normal(size=32)) for name in ("w", "slopes", "places")}

    def terms(params):
        curvature = jax.vmap(jax.grad(jax.grad(lambda x: trial(params, x))))(x)
        ends = jax.vmap(lambda x: trial(params, x))(jnp.array([0.0, jnp.pi]))
        return jnp.mean((curvature - f(x)) ** 2), jnp.mean(ends**2)

    def loss(params):
        equation, boundary = terms(params)
        return equation + w_bc * boundary

    history = []
    for step in range(steps):
        equation, boundary = terms(params)
        history.append([float(equation + w_bc * boundary), float(equation), float(boundary)])
        slopes = jax.grad(loss)(params)
        params = jax.tree.map(lambda leaf, slope: leaf - 1e-3 * slope, params, slopes)
    return params, np.array(history)
