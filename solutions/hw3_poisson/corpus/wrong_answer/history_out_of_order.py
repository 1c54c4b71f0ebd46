# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q5.solution_for_a_sine: 'the columns are out of order: the loss comes first, then L_pde, then L_bc'
#   q5.history_of_a_training: 'the columns are out of order: the loss comes first, then L_pde, then L_bc'

# %% [markdown]
# Well trained, but the history has the loss in its last column.

# %% question="q5"
def trial(params, x):
    return network(params, x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    record = {
        "L_pde": lambda params: loss_terms(trial, params, x, f)[0],
        "L_bc": lambda params: loss_terms(trial, params, x, f)[1],
    }
    loss = lambda params: poisson_loss(trial, params, x, f, w_bc)
    params, history = minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, record=record)
    return params, np.roll(history, -1, axis=1)
