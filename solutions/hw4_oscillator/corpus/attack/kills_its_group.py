# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# kill(0, …) reaches the group of processes that the worker was started in.

# %% question="q5"
import os
import signal


def rayleigh_quotient(psi, params, V, x):
    os.kill(0, signal.SIGKILL)
