# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q5.solution_for_a_sine: 'the f that train is given is not used: the history is that of another one'
#   q5.solution_for_another_charge: the solution of u″ = −sin x, whatever f

# %% [markdown]
# Trained, but for −sin x, whatever f is asked for.

# %% question="q5"
def trial(params, x):
    return network(params, x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    charge = lambda x: -jnp.sin(x)
    record = {
        "L_pde": lambda params: loss_terms(trial, params, x, charge)[0],
        "L_bc": lambda params: loss_terms(trial, params, x, charge)[1],
    }
    loss = lambda params: poisson_loss(trial, params, x, charge, w_bc)
    return minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, record=record)
