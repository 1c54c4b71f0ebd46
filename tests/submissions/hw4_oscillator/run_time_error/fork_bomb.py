# %% [raw]
# base: release

# %% [markdown]
# Forks as long as it can.

# %% question="q5"
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
