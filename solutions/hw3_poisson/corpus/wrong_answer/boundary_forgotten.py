# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q5.solution_for_a_sine: 'the boundary is forgotten: L_bc is no part of the loss'
#   q5.solution_for_another_charge: 'the boundary is forgotten: u″ = f holds, but a straight line a + bx is left over'
#   q5.history_of_a_training: 'the boundary is forgotten: L_bc is no part of the loss'

# %% [markdown]
# The loss that is trained has no boundary term.

# %% question="q5"
def trial(params, x):
    return network(params, x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    record = {
        "L_pde": lambda params: loss_terms(trial, params, x, f)[0],
        "L_bc": lambda params: loss_terms(trial, params, x, f)[1],
    }
    loss = lambda params: loss_terms(trial, params, x, f)[0]
    return minimise(loss, init_params(seed, (1, 32, 32, 1)), steps, record=record)
