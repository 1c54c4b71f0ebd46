# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Forks as long as it can.

# %% question="q5"
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
