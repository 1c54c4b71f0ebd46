# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# Daemons compute while the cell sleeps.

# %% question="q5"
import os
import time

for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
time.sleep(3600)
