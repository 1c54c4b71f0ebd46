# %% [raw]
# portable: true
# fails:
#   q5.solution_for_a_sine: the two things that are returned are exchanged
#   q5.solution_for_another_charge: wrong_answer
#   q5.history_of_a_training: the two things that are returned are exchanged
#   q9.conductivity_from_24_readings: the two things that are returned are exchanged
#   q9.another_rod: the two things that are returned are exchanged

# %% [markdown]
# Well trained, but the parameters come last.

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
    return history, params

# %% question="q9"
def train_inverse(x_data, u_data, f, seed, steps):
    x = jnp.linspace(0.0, jnp.pi, 100)
    kappa_u = lambda trainable, point: trainable["kappa"] * trial(trainable["net"], point)

    def loss(trainable):
        misfit = at_points(trial)(trainable["net"], x_data) - u_data
        return poisson_loss(kappa_u, trainable, x, f, 10.0) + jnp.mean(misfit**2)

    trainable, _ = minimise(loss, {"net": init_params(seed, (1, 32, 32, 1)), "kappa": 1.0}, steps)
    return trainable["kappa"], trainable["net"]
