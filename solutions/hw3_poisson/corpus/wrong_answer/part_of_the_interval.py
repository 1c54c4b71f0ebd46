# %% [raw]
# delete: [q5, q9]
# portable: true
# fails:
#   q7.low_tones_first: the fit does not see the whole of (0, π)

# %% [markdown]
# The fit sees two thirds of the interval only.

# %% question="q7"
def mode_errors(u, target, x, ks):
    return jnp.array([abs(2 / jnp.pi * jnp.trapezoid((u - target) * jnp.sin(k * x), x)) for k in ks])

def fit_modes(ks, seed, steps, every):
    x = jnp.linspace(1.0, jnp.pi, 200)
    target = sum(jnp.sin(k * x) for k in ks)
    values = lambda params: at_points(network)(params, x)
    record = {f"e{k}": lambda params, k=k: mode_errors(values(params), target, x, [k])[0] for k in ks}
    loss = lambda params: jnp.mean((values(params) - target) ** 2)
    params, history = minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, record=record)
    return params, history[::every, 1:]
