# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# Right, but for the time: Adam in a Python loop in which JAX does one operation after the other, so that 5000 steps take
# minutes.

# %% question="q5"
import optax

def trial(params, x):
    first = jnp.tanh(params["w1"] * x + params["b1"])
    return params["w3"] @ jnp.tanh(params["w2"] @ first + params["b2"]) + params["b3"]

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    rng = np.random.default_rng(seed)
    params = {
        "w1": jnp.asarray(rng.normal(size=32)),
        "b1": jnp.asarray(rng.normal(size=32)),
        "w2": jnp.asarray(rng.normal(size=(32, 32)) / 32**0.5),
        "b2": jnp.zeros(32),
        "w3": jnp.asarray(rng.normal(size=32) / 32**0.5),
        "b3": jnp.zeros(()),
    }

    def terms(params):
        curvature = jax.vmap(jax.grad(jax.grad(lambda x: trial(params, x))))(x)
        ends = jax.vmap(lambda x: trial(params, x))(jnp.array([0.0, jnp.pi]))
        return jnp.mean((curvature - f(x)) ** 2), jnp.mean(ends**2)

    def loss(params):
        equation, boundary = terms(params)
        return equation + w_bc * boundary, (equation, boundary)

    adam = optax.adam(optax.cosine_decay_schedule(1e-2, steps))
    memory, history = adam.init(params), []
    for step in range(steps):
        (whole, parts), slopes = jax.value_and_grad(loss, has_aux=True)(params)
        history.append([float(whole), *map(float, parts)])
        change, memory = adam.update(slopes, memory)
        params = optax.apply_updates(params, change)
    return params, np.array(history)
