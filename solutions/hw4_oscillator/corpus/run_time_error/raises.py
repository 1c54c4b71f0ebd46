# %% [raw]
# delete: [q7]
# fails:
#   q5: run_time_error
#   q9.score_in_a_known_well: run_time_error

# %% [markdown]
# The cell of question 5 raises before it defines anything.

# %% question="q5"
half = 1 / 0

def rayleigh_quotient(psi, params, V, x):
    return half
