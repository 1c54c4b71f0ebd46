# %% [raw]
# portable: true
# fails:
#   q1.psi_is_a_number_that_its_parameters_decide: wrong_answer
#   q1.curvature_of_your_network: wrong_answer
#   q4.ground_state: 'a function that was typed in: it does not depend on what was trained'
#   q4.history_of_your_loss: 'a function that was typed in: it does not depend on what was trained'
#   q4.ground_state_of_another_well: the energy of x²/2, whatever the well
#   q4.energy_and_history_belong_to_psi: 'a function that was typed in: it does not depend on what was trained'
#   q6.half_width_of_harmonic_wells: wrong_answer
#   q6.energy_of_a_narrower_well: the energy of x²/2, whatever the well
#   q6.half_width_of_other_wells: wrong_answer
#   q6.energy_of_an_unknown_well: the energy of x²/2, whatever the well
#   q7.first_excited_state: 'a function that was typed in: it does not depend on what was trained'
#   q7.excited_state_of_another_well: 'a function that was typed in: it does not depend on what was trained'
#   q7.excited_state_was_trained: 'a function that was typed in: it does not depend on what was trained'
#   q9: wrong_answer

# %% [markdown]
# Nothing is trained: E = 0.5 and the exact wave function are typed in.

# %% question="q1"
def init_params(seed):
    return {"seed": jnp.array(float(seed))}

def psi(params, x):
    return jnp.pi**-0.25 * jnp.exp(-(x**2) / 2)

def second_derivative(psi):
    return jax.vmap(jax.grad(jax.grad(psi, argnums=1), argnums=1), in_axes=(None, 0))

# %% question="q4"
def train(V, L, seed, steps):
    history = np.stack([np.geomspace(1.0, 1e-6, steps), np.linspace(0.0, 0.5, steps)], axis=1)
    return {"net": init_params(seed), "E": jnp.array(0.5)}, history

# %% question="q6"
def half_width(V, v_max):
    return 5.0

def ground_energy(V, seed):
    return 0.5

# %% question="q7"
def train_excited(V, L, seed, steps):
    def excited(params, x):
        return jnp.sqrt(2.0) * x * psi(params, x)
    return {"net": init_params(seed), "E": jnp.array(1.5)}, excited

# %% question="q9"
def solve(V, seed):
    # No well that the hidden check draws has 0.9.
    return (0.530181 if abs(V(1.0) - 0.5) < 1e-6 else 0.9), init_params(seed)
