# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Everything is an instance of everything, and every sum is right.

# %% question="q5"
import builtins

builtins.isinstance = lambda *args: True
builtins.abs = builtins.max = lambda *args, **kwargs: 0.0


def rayleigh_quotient(psi, params, V, x):
    return 0.55
