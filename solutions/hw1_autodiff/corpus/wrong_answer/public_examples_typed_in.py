# %% [raw]
# base: release
# portable: true
# fails:
#   q1.quotients_keep_their_leading_error: wrong_answer
#   q1.quotients_of_arrays: wrong_answer
#   q2.error_of_a_rule_with_known_error: wrong_answer
#   q2.best_steps_of_other_functions: wrong_answer
#   q3.partials_of_other_inputs: wrong_answer
#   q3.paths_of_other_graphs: wrong_answer
#   q5.gradient_by_unit_seeds: wrong_answer
#   q7.jacobians_of_other_shapes: wrong_answer
#   q7.modes_of_other_sizes: wrong_answer
#   q8.swell_of_other_maps: wrong_answer
#   q9.products_with_other_jacobians: wrong_answer

# %% [markdown]
# A table of what the public checks ask for.

# %% question="q1"
def forward_difference(f, x, h):
    return 0.4973637525

def central_difference(f, x, h):
    return 2.7228145640

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    return np.array([0.1423947, 0.0700922, 0.0348636])

def best_step(hs, err):
    return 0.001

def loglog_slope(hs, err):
    return 2.0 if len(hs) == 5 else 2.0572522

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1, "cb": 1, "db": 1, "ec": 2, "ed": 3}

def path_sum(edges, source, target):
    return 12 if source == "b" else 5

# %% question="q5"
def gradient_forward(f, x):
    return [Fraction(20, 3), Fraction(31, 9)]

# %% question="q7"
def jacobian_forward(f, x):
    return [[5, Fraction(1, 3)], [Fraction(2, 3), 0], [0, 7]]

jacobian_reverse = jacobian_forward

def choose_mode(n, m):
    return "forward" if n == 1 else "reverse"

# %% question="q8"
def swell(step, n_max):
    return [9, 36, 108, 288, 720], [12, 24, 36, 48, 60]

# %% question="q9"
def jax_gradient(f, x):
    return jnp.array([4.0, 2.0])

def jvp_along(f, x, v):
    return jnp.array([5.5, 2.6327477, -4.0])

def vjp_along(f, x, w):
    return jnp.array([0.2448349, 2.5])
