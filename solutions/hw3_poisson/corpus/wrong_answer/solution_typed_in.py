# %% [raw]
# base: release
# portable: true
# fails:
#   q5.solution_for_a_sine: 'a function that was typed in: it does not depend on what was trained'
#   q5.solution_for_another_charge: the solution of u″ = −sin x, whatever f
#   q5.history_of_a_training: 'a function that was typed in: it does not depend on what was trained'

# %% [markdown]
# Nothing is trained: the solution for f = −sin x is typed in, and a history made up.

# %% question="q5"
def trial(params, x):
    return jnp.sin(x)

def train(f, seed, steps, w_bc):
    falling = np.geomspace(1.0, 1e-6, steps)
    return {"seed": jnp.array(float(seed))}, np.stack([falling, falling, 0 * falling], axis=1)
