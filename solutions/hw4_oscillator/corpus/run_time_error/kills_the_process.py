# %% [raw]
# untouched: [q4, q6, q7]
# fails:
#   q5: run_time_error
#   q9: run_time_error

# %% [markdown]
# rayleigh_quotient ends the process that it runs in.

# %% question="q5"
import os

def rayleigh_quotient(psi, params, V, x):
    os._exit(0)
