# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Writes into the channel as long as it can.

# %% question="q5"
import os

while True:
    os.write(3, bytes(2**20))
