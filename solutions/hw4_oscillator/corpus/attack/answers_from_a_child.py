# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# A copy of the worker goes on answering after the first one has left.

# %% question="q5"
import os


def rayleigh_quotient(psi, params, V, x):
    if os.fork():
        os._exit(0)
    return 0.5
