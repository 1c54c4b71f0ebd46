# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q5.solution_for_a_sine: the weight w_bc that train is given does not reach the loss
#   q5.history_of_a_training: the weight w_bc that train is given does not reach the loss

# %% [markdown]
# The weight is 10 and the seed 0, whatever is asked for.

# %% question="q5"
def trial(params, x):
    return network(params, x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    record = {
        "L_pde": lambda params: loss_terms(trial, params, x, f)[0],
        "L_bc": lambda params: loss_terms(trial, params, x, f)[1],
    }
    loss = lambda params: poisson_loss(trial, params, x, f, 10.0)
    return minimise(loss, init_params(0, (1, 32, 32, 1)), steps, record=record)
