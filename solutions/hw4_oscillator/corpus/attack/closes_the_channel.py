# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Closes every descriptor, then opens others in their place.

# %% question="q5"
import os


def rayleigh_quotient(psi, params, V, x):
    os.closerange(0, 512)
    while os.open("/dev/null", os.O_RDWR) < 100:
        pass
    return 0.5
