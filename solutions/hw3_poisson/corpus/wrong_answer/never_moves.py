# %% [raw]
# delete: [q7, q9]
# portable: true
# fails:
#   q5.solution_for_a_sine: 'nothing is trained: the loss ends where it started'
#   q5.solution_for_another_charge: wrong_answer
#   q5.history_of_a_training: 'nothing is trained: the loss ends where it started'

# %% [markdown]
# The loop computes its gradients and forgets to use them: the parameters stay what they were.

# %% question="q5"
def trial(params, x):
    return network(params, x)

def train(f, seed, steps, w_bc):
    x = jnp.linspace(0.0, jnp.pi, 100)
    params = init_params(seed, (1, 32, 32, 1))
    loss = lambda params: poisson_loss(trial, params, x, f, w_bc)

    def step(params, _):
        sgd_step(loss, params, 0.01)
        return params, jnp.array([loss(params), *loss_terms(trial, params, x, f)])

    return jax.jit(lambda params: jax.lax.scan(step, params, length=steps))(params)
