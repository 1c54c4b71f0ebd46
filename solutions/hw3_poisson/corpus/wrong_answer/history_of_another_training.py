# %% [raw]
# portable: true
# fails:
#   q5.solution_for_a_sine: 'the f that train is given is not used: the history is that of another one'
#   q5.solution_for_another_charge: 'history and parameters do not belong together: one of them is not from this training'
#   q5.history_of_a_training: 'history and parameters do not belong together: one of them is not from this training'

# %% [markdown]
# A network that was trained well; the history that comes with it is a curve which falls.

# %% question="q5"
def trial(params, x):
    return network(params, x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    loss = lambda params: poisson_loss(trial, params, x, f, w_bc)
    params, _ = minimise(loss, init_params(seed, (1, 32, 32, 1)), steps)
    pde = np.geomspace(1.0, 1e-14, steps) * (1 + 0.1 * np.random.default_rng(seed).random())
    return params, np.stack([pde + w_bc * 0.1 * pde, pde, 0.1 * pde], axis=1)
